-- role-grants.service.ts RoleGrants.settingsChanged: select UserValue
SELECT t.`userId` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`attribute` = ? AND t.`valueIndex` IN (?…))

-- role-grants.service.ts RoleGrants.settle: selectListed User
SELECT t.`id`, t.`userName`, t.`role`, t.`roleOrigin` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?)) FOR UPDATE

-- role-grants.service.ts RoleGrants.store: updateListed User
UPDATE `users` SET `role` = ?, `roleOrigin` = ?, `version` = `version` + 1, `updatedAt` = ? WHERE `users`.`accountId` = ? AND `users`.`deletedAt` IS NULL AND (`users`.`id` IN (?))

-- role-grants.service.ts roleValues: selectListed UserValue
SELECT t.`userId`, t.`value`, t.`isPrimary` FROM `user_values` t WHERE t.`accountId` = ? AND (t.`userId` IN (?) AND t.`attribute` = ?)

-- role-grants.service.ts rolesOfGroups: selectListed GroupMember
SELECT t.`userId`, j0.`role` AS `role` FROM `group_members` t JOIN `groups` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`groupId` WHERE t.`accountId` = ? AND (t.`userId` IN (?) AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `groups` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`id` = t.`groupId` AND e0.`role` IS NOT NULL))
