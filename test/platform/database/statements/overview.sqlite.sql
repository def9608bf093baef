-- endings.ts endingKeys: select ApiKey
SELECT t.`id`, t.`name`, t.`expiresAt`, j0.`userName` AS `userName` FROM `api_keys` t JOIN `users` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`userId` AND j0.`deletedAt` IS NULL AND j0.`role` = ? AND j0.`active` = ? WHERE t.`accountId` = ? AND (t.`expiresAt` > ? AND t.`expiresAt` < ?) ORDER BY t.`expiresAt` LIMIT ? OFFSET ?

-- failures.ts failuresByCause: selectListed User
SELECT t.`id`, t.`userName`, t.`displayName`, t.`formattedName`, t.`givenName`, t.`familyName` FROM `users` t WHERE t.`accountId` = ? AND t.`deletedAt` IS NULL AND (t.`id` IN (?))

-- milestones.service.ts SetupMilestones.read: find MilestonesRecord
SELECT t.`firstUserAt`, t.`firstGroupAt`, t.`firstDeactivationAt` FROM `setup_milestones` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- milestones.service.ts SetupMilestones.counted: find MilestonesRecord
SELECT t.`firstUserAt`, t.`firstGroupAt`, t.`firstDeactivationAt` FROM `setup_milestones` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- milestones.service.ts SetupMilestones.counted: update MilestonesRecord
UPDATE `setup_milestones` SET `firstUserAt` = ?, `firstGroupAt` = ?, `firstDeactivationAt` = ? WHERE `setup_milestones`.`accountId` = ? AND 1 = 1

-- milestones.service.ts SetupMilestones.counted: insert MilestonesRecord
INSERT INTO `setup_milestones` (`accountId`, `firstUserAt`, `firstGroupAt`, `firstDeactivationAt`) VALUES (?…)
