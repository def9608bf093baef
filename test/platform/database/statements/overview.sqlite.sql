-- milestones.service.ts SetupMilestones.read: find MilestonesRecord
SELECT t.`firstUserAt`, t.`firstGroupAt`, t.`firstDeactivationAt` FROM `setup_milestones` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- milestones.service.ts SetupMilestones.counted: find MilestonesRecord
SELECT t.`firstUserAt`, t.`firstGroupAt`, t.`firstDeactivationAt` FROM `setup_milestones` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- milestones.service.ts SetupMilestones.counted: update MilestonesRecord
UPDATE `setup_milestones` SET `firstUserAt` = ?, `firstGroupAt` = ?, `firstDeactivationAt` = ? WHERE `setup_milestones`.`accountId` = ? AND 1 = 1

-- milestones.service.ts SetupMilestones.counted: insert MilestonesRecord
INSERT INTO `setup_milestones` (`accountId`, `firstUserAt`, `firstGroupAt`, `firstDeactivationAt`) VALUES (?…)
