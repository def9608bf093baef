-- api-key-uses.service.ts ApiKeyUses.store: update ApiKey
UPDATE `api_keys` SET `lastUsedAt` = ? WHERE `api_keys`.`accountId` = ? AND (`api_keys`.`id` = ? AND (`api_keys`.`lastUsedAt` IS NULL OR `api_keys`.`lastUsedAt` < ?))

-- api-keys.service.ts ApiKeysService.page: select ApiKey
SELECT t.`id`, t.`name`, t.`createdAt`, t.`expiresAt`, t.`lastUsedAt` FROM `api_keys` t WHERE t.`accountId` = ? AND t.`userId` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- api-keys.service.ts ApiKeysService.page.total: count ApiKey
SELECT COUNT(*) AS total FROM `api_keys` t WHERE t.`accountId` = ? AND t.`userId` = ?

-- api-keys.service.ts ApiKeysService.get: find ApiKey
SELECT t.`id`, t.`name`, t.`createdAt`, t.`expiresAt`, t.`lastUsedAt` FROM `api_keys` t WHERE t.`accountId` = ? AND (t.`id` = ? AND t.`userId` = ?) LIMIT ? OFFSET ?

-- api-keys.service.ts ApiKeysService.issue: insert ApiKey
INSERT INTO `api_keys` (`accountId`, `id`, `name`, `createdAt`, `expiresAt`, `lastUsedAt`, `userId`, `hash`) VALUES (?…)

-- api-keys.service.ts ApiKeysService.revoke: delete ApiKey
DELETE FROM `api_keys` WHERE `api_keys`.`accountId` = ? AND (`api_keys`.`id` = ? AND `api_keys`.`userId` = ?)

-- api-keys.service.ts ensureRoom: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- api-keys.service.ts ensureRoom: count ApiKey
SELECT COUNT(*) AS total FROM `api_keys` t WHERE t.`accountId` = ? AND t.`userId` = ?

-- credential-directory.ts CredentialDirectory.findByLoginName: queryAcrossAccounts
SELECT 'user' AS kind, u.`id`, u.`userName`, u.`accountId`, a.`slug` AS accountSlug, u.`organizationId`, u.`displayName`, u.`role`, u.`roleOrigin`, u.`active`, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`roleSweeps`, a.`largestUser`, u.`passwordHash`, u.`userNameKey`, p.`network` IS NOT NULL AS isKnownThere FROM `users` u JOIN `accounts` a ON a.`id` = u.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = u.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = u.`accountId` LEFT JOIN `login_places` p ON p.`accountId` = u.`accountId` AND p.`userId` = u.`id` AND p.`network` = ? AND p.`userNameKey` = u.`userNameKey` WHERE u.`userNameKey` = ? AND u.`deletedAt` IS NULL UNION ALL SELECT 'operator' AS kind, o.`id`, o.`userName`, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.`passwordHash`, o.`userNameKey`, 0 FROM `operators` o WHERE o.`userNameKey` = ? AND o.`disabledAt` IS NULL

-- credential-directory.ts CredentialDirectory.findByLoginName: queryAcrossAccounts
SELECT 'user' AS kind, u.`id`, u.`userName`, u.`accountId`, a.`slug` AS accountSlug, u.`organizationId`, u.`displayName`, u.`role`, u.`roleOrigin`, u.`active`, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`roleSweeps`, a.`largestUser`, u.`passwordHash`, u.`userNameKey`, p.`network` IS NOT NULL AS isKnownThere FROM `users` u JOIN `accounts` a ON a.`id` = u.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = u.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = u.`accountId` LEFT JOIN `login_places` p ON p.`accountId` = u.`accountId` AND p.`userId` = u.`id` AND p.`network` = ? AND p.`userNameKey` = u.`userNameKey` WHERE u.`userNameKey` = ? AND u.`deletedAt` IS NULL AND a.`slug` = ? UNION ALL SELECT 'user' AS kind, u.`id`, u.`userName`, u.`accountId`, a.`slug` AS accountSlug, u.`organizationId`, u.`displayName`, u.`role`, u.`roleOrigin`, u.`active`, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`roleSweeps`, a.`largestUser`, u.`passwordHash`, u.`userNameKey`, p.`network` IS NOT NULL AS isKnownThere FROM `users` u JOIN `accounts` a ON a.`id` = u.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = u.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = u.`accountId` LEFT JOIN `login_places` p ON p.`accountId` = u.`accountId` AND p.`userId` = u.`id` AND p.`network` = ? AND p.`userNameKey` = u.`userNameKey` WHERE u.`userNameKey` = ? AND u.`deletedAt` IS NULL AND NOT EXISTS (SELECT 1 FROM `accounts` s WHERE s.`slug` = ?) UNION ALL SELECT 'operator' AS kind, o.`id`, o.`userName`, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.`passwordHash`, o.`userNameKey`, 0 FROM `operators` o WHERE o.`userNameKey` = ? AND o.`disabledAt` IS NULL AND NOT EXISTS (SELECT 1 FROM `accounts` s WHERE s.`slug` = ?)

-- credential-directory.ts CredentialDirectory.findByKey: queryAcrossAccounts
SELECT 'user' AS kind, u.`id`, u.`userName`, u.`accountId`, a.`slug` AS accountSlug, u.`organizationId`, u.`displayName`, u.`role`, u.`roleOrigin`, u.`active`, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`roleSweeps`, a.`largestUser`, k.`id` AS keyId, k.`expiresAt` IS NOT NULL AND k.`expiresAt` <= ? AS hasExpired FROM `api_keys` k JOIN `users` u ON u.`accountId` = k.`accountId` AND u.`id` = k.`userId` JOIN `accounts` a ON a.`id` = u.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = u.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = u.`accountId` WHERE k.`hash` = ? AND u.`deletedAt` IS NULL

-- credential-directory.ts CredentialDirectory.findAgain: queryAcrossAccounts
SELECT 'user' AS kind, u.`id`, u.`userName`, u.`accountId`, a.`slug` AS accountSlug, u.`organizationId`, u.`displayName`, u.`role`, u.`roleOrigin`, u.`active`, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`roleSweeps`, a.`largestUser`, k.`id` AS keyId FROM `users` u JOIN `accounts` a ON a.`id` = u.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = u.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = u.`accountId` LEFT JOIN `api_keys` k ON k.`accountId` = u.`accountId` AND k.`userId` = u.`id` AND k.`id` = ? AND (k.`expiresAt` IS NULL OR k.`expiresAt` > ?) WHERE u.`accountId` = ? AND u.`id` = ? AND u.`deletedAt` IS NULL

-- credential-directory.ts CredentialDirectory.findBySession: queryAcrossAccounts
SELECT 'user' AS kind, u.`id`, u.`userName`, u.`accountId`, a.`slug` AS accountSlug, u.`organizationId`, u.`displayName`, u.`role`, u.`roleOrigin`, u.`active`, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`roleSweeps`, a.`largestUser`, s.`id` AS sessionId, e.`enabled` AS hasExpenses FROM `user_sessions` s JOIN `users` u ON u.`accountId` = s.`accountId` AND u.`id` = s.`userId` JOIN `accounts` a ON a.`id` = u.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = u.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = u.`accountId` LEFT JOIN `account_modules` e ON e.`accountId` = u.`accountId` AND e.`module` = 'expenses' WHERE s.`hash` = ? AND s.`expiresAt` > ? AND u.`deletedAt` IS NULL UNION ALL SELECT 'operator' AS kind, o.`id`, o.`userName`, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, s.`id`, NULL FROM `operator_sessions` s JOIN `operators` o ON o.`id` = s.`operatorId` AND o.`disabledAt` IS NULL WHERE s.`hash` = ? AND s.`expiresAt` > ?

-- credential-directory.ts withRoleOfNow: queryAcrossAccounts
SELECT v.`value`, v.`isPrimary`, NULL AS ofGroup FROM `user_values` v JOIN `provisioning_settings` ps ON ps.`accountId` = v.`accountId` AND ps.`rolesGrant` = 1 WHERE v.`accountId` = ? AND v.`userId` = ? AND v.`attribute` = 'roles' UNION ALL SELECT NULL, NULL, g.`role` FROM `group_members` gm JOIN `groups` g ON g.`accountId` = gm.`accountId` AND g.`id` = gm.`groupId` WHERE gm.`accountId` = ? AND gm.`userId` = ? AND g.`role` IS NOT NULL

-- ending-keys.ts endingKeys: select ApiKey
SELECT t.`id`, t.`name`, t.`expiresAt`, t.`warnedAt`, j0.`userName` AS `userName` FROM `api_keys` t JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL AND j0.`role` = ? AND j0.`active` = ? WHERE t.`accountId` = ? AND (t.`expiresAt` > ? AND t.`expiresAt` < ?) ORDER BY t.`expiresAt` LIMIT ? OFFSET ?

-- login-places.service.ts LoginPlaces.ownersOf: queryAcrossAccounts
SELECT k.`userId`, k.`network`, k.`firstAt` FROM `users` u JOIN `accounts` a ON a.`id` = u.`accountId` JOIN `login_places` k ON k.`accountId` = u.`accountId` AND k.`userId` = u.`id` AND k.`userNameKey` = u.`userNameKey` WHERE u.`userNameKey` = ? AND u.`deletedAt` IS NULL

-- login-places.service.ts LoginPlaces.prune: delete LoginPlace
DELETE FROM `login_places` WHERE `login_places`.`accountId` = ? AND `login_places`.`lastAt` < ?

-- login-places.service.ts store: find User
SELECT t.`userNameKey` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- login-places.service.ts store: find LoginPlace
SELECT t.`userNameKey` FROM `login_places` t WHERE t.`accountId` = ? AND (t.`userId` = ? AND t.`network` = ?) LIMIT ? OFFSET ?

-- login-places.service.ts store: update LoginPlace
UPDATE `login_places` SET `userNameKey` = ?, `firstAt` = ?, `lastAt` = ? WHERE `login_places`.`accountId` = ? AND (`login_places`.`userId` = ? AND `login_places`.`network` = ?)

-- login-places.service.ts store: insert LoginPlace
INSERT INTO `login_places` (`accountId`, `userId`, `network`, `userNameKey`, `firstAt`, `lastAt`) VALUES (?…)

-- login-places.service.ts makeRoom: select LoginPlace
SELECT t.`network` FROM `login_places` t WHERE t.`accountId` = ? AND t.`userId` = ? ORDER BY t.`lastAt` DESC

-- login-places.service.ts makeRoom: delete LoginPlace
DELETE FROM `login_places` WHERE `login_places`.`accountId` = ? AND (`login_places`.`userId` = ? AND `login_places`.`network` = ?)

-- password-reset-links.service.ts PasswordResetLinks.issue: delete PasswordReset
DELETE FROM `password_resets` WHERE `password_resets`.`accountId` = ? AND (`password_resets`.`userId` = ? AND `password_resets`.`expiresAt` <= ?)

-- password-reset-links.service.ts PasswordResetLinks.issue: insert PasswordReset
INSERT INTO `password_resets` (`accountId`, `id`, `userId`, `hash`, `passwordFingerprint`, `createdAt`, `expiresAt`) VALUES (?…)

-- password-reset-links.service.ts PasswordResetLinks.redeem: delete PasswordReset
DELETE FROM `password_resets` WHERE `password_resets`.`accountId` = ? AND `password_resets`.`userId` = ?

-- password-reset-links.service.ts PasswordResetLinks.prune: delete PasswordReset
DELETE FROM `password_resets` WHERE `password_resets`.`accountId` = ? AND (`password_resets`.`id` < ? AND `password_resets`.`expiresAt` <= ?)

-- password-reset-links.service.ts PasswordResetLinks.findOwner: queryAcrossAccounts
SELECT r.`accountId` FROM `password_resets` r JOIN `accounts` a ON a.`id` = r.`accountId` WHERE r.`hash` = ?

-- password-reset-links.service.ts PasswordResetLinks.findOwner: find PasswordReset
SELECT t.`userId`, t.`passwordFingerprint` FROM `password_resets` t WHERE t.`accountId` = ? AND (t.`hash` = ? AND t.`expiresAt` > ?) LIMIT ? OFFSET ?

-- password-reset-links.service.ts PasswordResetLinks.findOwner: find User
SELECT t.`userName`, t.`passwordHash`, t.`active` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- sessions.service.ts SessionsService.pruneUsers: delete UserSession
DELETE FROM `user_sessions` WHERE `user_sessions`.`accountId` = ? AND (`user_sessions`.`id` < ? AND `user_sessions`.`expiresAt` <= ?)

-- sessions.service.ts SessionsService.pruneOperators: delete OperatorSession
DELETE FROM `operator_sessions` WHERE (`operator_sessions`.`id` < ? AND `operator_sessions`.`expiresAt` <= ?)

-- sessions.service.ts SessionsService.openForUser: find User
SELECT t.`passwordHash`, t.`active` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- sessions.service.ts SessionsService.openForUser: insert UserSession
INSERT INTO `user_sessions` (`accountId`, `id`, `hash`, `createdAt`, `expiresAt`, `userId`) VALUES (?…)

-- sessions.service.ts SessionsService.openForOperator: find Operator
SELECT t.`passwordHash` FROM `operators` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- sessions.service.ts SessionsService.openForOperator: insert OperatorSession
INSERT INTO `operator_sessions` (`id`, `hash`, `createdAt`, `expiresAt`, `operatorId`) VALUES (?…)

-- sessions.service.ts userSessions.select: select UserSession
SELECT t.`id`, t.`createdAt`, t.`expiresAt` FROM `user_sessions` t WHERE t.`accountId` = ? AND (t.`userId` = ? AND t.`expiresAt` > ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`createdAt`, t.`expiresAt` FROM `user_sessions` t WHERE t.`accountId` = ? AND (t.`userId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- sessions.service.ts userSessions.count: count UserSession
SELECT COUNT(*) AS total FROM `user_sessions` t WHERE t.`accountId` = ? AND (t.`userId` = ? AND t.`expiresAt` > ?)

-- sessions.service.ts userSessions.delete: delete UserSession
DELETE FROM `user_sessions` WHERE `user_sessions`.`accountId` = ? AND (`user_sessions`.`userId` = ? AND `user_sessions`.`expiresAt` <= ?)
DELETE FROM `user_sessions` WHERE `user_sessions`.`accountId` = ? AND (`user_sessions`.`userId` = ? AND `user_sessions`.`id` <= ?)
DELETE FROM `user_sessions` WHERE `user_sessions`.`accountId` = ? AND (`user_sessions`.`userId` = ? AND `user_sessions`.`id` = ?)

-- sessions.service.ts operatorSessions.select: select OperatorSession
SELECT t.`id`, t.`createdAt`, t.`expiresAt` FROM `operator_sessions` t WHERE (t.`operatorId` = ? AND t.`expiresAt` > ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`createdAt`, t.`expiresAt` FROM `operator_sessions` t WHERE (t.`operatorId` = ?) ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- sessions.service.ts operatorSessions.count: count OperatorSession
SELECT COUNT(*) AS total FROM `operator_sessions` t WHERE (t.`operatorId` = ? AND t.`expiresAt` > ?)

-- sessions.service.ts operatorSessions.delete: delete OperatorSession
DELETE FROM `operator_sessions` WHERE (`operator_sessions`.`operatorId` = ? AND `operator_sessions`.`expiresAt` <= ?)
DELETE FROM `operator_sessions` WHERE (`operator_sessions`.`operatorId` = ? AND `operator_sessions`.`id` = ?)

-- stored-passwords.service.ts StoredPasswordsService.find: find User
SELECT t.`passwordHash` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`id` = ? LIMIT ? OFFSET ?

-- stored-passwords.service.ts StoredPasswordsService.find: find Operator
SELECT t.`passwordHash` FROM `operators` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- user-access.ts UserAccess.accessEnded: delete UserSession
DELETE FROM `user_sessions` WHERE `user_sessions`.`accountId` = ? AND (`user_sessions`.`userId` = ?)

-- user-access.ts UserAccess.accessEnded: delete ApiKey
DELETE FROM `api_keys` WHERE `api_keys`.`accountId` = ? AND `api_keys`.`userId` = ?

-- user-access.ts UserAccess.accessEnded: delete PasswordReset
DELETE FROM `password_resets` WHERE `password_resets`.`accountId` = ? AND `password_resets`.`userId` = ?

-- user-access.ts UserAccess.deleted: delete entity
DELETE FROM `api_keys` WHERE `api_keys`.`accountId` = ? AND `api_keys`.`userId` = ?
DELETE FROM `login_places` WHERE `login_places`.`accountId` = ? AND `login_places`.`userId` = ?
DELETE FROM `password_resets` WHERE `password_resets`.`accountId` = ? AND `password_resets`.`userId` = ?
DELETE FROM `user_sessions` WHERE `user_sessions`.`accountId` = ? AND `user_sessions`.`userId` = ?
