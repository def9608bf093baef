-- drift-store.service.ts DriftStore.replace: insert DriftReport
INSERT INTO `drift_reports` (`accountId`, `comparedAt`, `summary`) VALUES (?…)

-- drift-store.service.ts DriftStore.replace: insert DriftItem
INSERT INTO `drift_items` (`accountId`, `position`, `kind`, `userId`, `userName`, `userNameKey`, `managed`, `fields`) VALUES (?…)

-- drift-store.service.ts DriftStore.last: find DriftReport
SELECT t.`comparedAt`, t.`summary` FROM `drift_reports` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- drift-store.service.ts DriftStore.last: select DriftItem
SELECT t.`kind`, t.`userId`, t.`userName`, t.`managed`, t.`fields` FROM `drift_items` t WHERE t.`accountId` = ? ORDER BY t.`position`

-- drift-store.service.ts DriftStore.erase: delete DriftItem
DELETE FROM `drift_items` WHERE `drift_items`.`accountId` = ? AND (`drift_items`.`userId` = ? OR `drift_items`.`userNameKey` = ?)

-- drift-store.service.ts pruneDrift: count DriftReport
SELECT COUNT(*) AS total FROM `drift_reports` t WHERE t.`accountId` = ? AND t.`comparedAt` < ?

-- drift-store.service.ts removeComparison: delete DriftItem
DELETE FROM `drift_items` WHERE `drift_items`.`accountId` = ? AND 1 = 1

-- drift-store.service.ts removeComparison: delete DriftReport
DELETE FROM `drift_reports` WHERE `drift_reports`.`accountId` = ? AND 1 = 1

-- drift.service.ts DriftService.checkIds: find User
SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND t.`externalId` IN (?…) LIMIT ? OFFSET ?
