-- make-local.service.ts MakeLocal.counts.users: count UserSighting
SELECT COUNT(*) AS total FROM `user_sightings` t WHERE t.`accountId` = ? AND t.`managedById` IS NOT NULL

-- make-local.service.ts MakeLocal.counts.groups: count GroupSighting
SELECT COUNT(*) AS total FROM `group_sightings` t WHERE t.`accountId` = ? AND t.`managedById` IS NOT NULL

-- make-local.service.ts deleteSome: select Seen
SELECT t.`resourceId` FROM `group_sightings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?
SELECT t.`resourceId` FROM `user_sightings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- make-local.service.ts deleteSome: delete Seen
DELETE FROM `group_sightings` WHERE `group_sightings`.`accountId` = ? AND `group_sightings`.`resourceId` IN (?…)
DELETE FROM `user_sightings` WHERE `user_sightings`.`accountId` = ? AND `user_sightings`.`resourceId` IN (?…)

-- ownership.service.ts Owners.ofAll: selectListed Sightings
SELECT t.`resourceId`, t.`lastSeenAt`, t.`lastWrittenAt`, j0.`ownerId` AS `ownerId`, j0.`kind` AS `kind`, j0.`name` AS `name`, j0.`client` AS `client` FROM `group_sightings` t LEFT JOIN `managing_connections` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`managedById` WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))
SELECT t.`resourceId`, t.`lastSeenAt`, t.`lastWrittenAt`, j0.`ownerId` AS `ownerId`, j0.`kind` AS `kind`, j0.`name` AS `name`, j0.`client` AS `client` FROM `user_sightings` t LEFT JOIN `managing_connections` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`managedById` WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))

-- ownership.service.ts Owners.erase: update ManagingConnection
UPDATE `managing_connections` SET `name` = ? WHERE `managing_connections`.`accountId` = ? AND `managing_connections`.`ownerId` = ?

-- ownership.service.ts Owners.deleted: delete UserSighting
DELETE FROM `user_sightings` WHERE `user_sightings`.`accountId` = ? AND `user_sightings`.`resourceId` = ?

-- store-sightings.ts storeSightings: selectListed Sightings
SELECT t.`resourceId`, t.`managedById`, t.`lastSeenAt`, t.`lastWrittenAt` FROM `group_sightings` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))
SELECT t.`resourceId`, t.`managedById`, t.`lastSeenAt`, t.`lastWrittenAt` FROM `user_sightings` t WHERE t.`accountId` = ? AND (t.`resourceId` IN (?…))

-- store-sightings.ts storeSightings: selectListed Resources
SELECT t.`id` FROM `groups` t WHERE t.`accountId` = ? AND (t.`id` IN (?…))
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?…))

-- store-sightings.ts storeSightings: insert Sightings
INSERT INTO `group_sightings` (`accountId`, `resourceId`, `managedById`, `lastSeenAt`, `lastWrittenAt`) VALUES (?…)
INSERT INTO `user_sightings` (`accountId`, `resourceId`, `managedById`, `lastSeenAt`, `lastWrittenAt`) VALUES (?…)

-- store-sightings.ts storeSightings: update Sightings
UPDATE `user_sightings` SET `lastSeenAt` = ? WHERE `user_sightings`.`accountId` = ? AND (`user_sightings`.`resourceId` IN (?…) AND `user_sightings`.`lastSeenAt` <= ?)
UPDATE `user_sightings` SET `managedById` = ?, `lastWrittenAt` = ?, `lastSeenAt` = ? WHERE `user_sightings`.`accountId` = ? AND (`user_sightings`.`resourceId` IN (?…) AND `user_sightings`.`lastSeenAt` <= ?)

-- store-sightings.ts connectionIds: selectListed ManagingConnection
SELECT t.`id`, t.`kind`, t.`ownerId`, t.`name`, t.`client` FROM `managing_connections` t WHERE t.`accountId` = ? AND (t.`ownerId` IN (?…))

-- store-sightings.ts connectionIds: update ManagingConnection
UPDATE `managing_connections` SET `name` = ?, `client` = ? WHERE `managing_connections`.`accountId` = ? AND `managing_connections`.`id` = ?

-- store-sightings.ts connectionIds: insert ManagingConnection
INSERT INTO `managing_connections` (`accountId`, `id`, `kind`, `ownerId`, `name`, `client`) VALUES (?…)
