-- operators.service.ts OperatorsService.create: insert Operator
INSERT INTO `operators` (`id`, `userName`, `createdAt`, `disabledAt`, `userNameKey`, `passwordHash`) VALUES (?…)

-- operators.service.ts OperatorsService.page: select Operator
SELECT t.`id`, t.`userName`, t.`createdAt`, t.`disabledAt` FROM `operators` t WHERE 1 = 1 ORDER BY t.`userNameKey` LIMIT ? OFFSET ?

-- operators.service.ts OperatorsService.page.total: count Operator
SELECT COUNT(*) AS total FROM `operators` t WHERE 1 = 1

-- operators.service.ts OperatorsService.get: find Operator
SELECT t.`id`, t.`userName`, t.`createdAt`, t.`disabledAt` FROM `operators` t WHERE t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- operators.service.ts OperatorsService.findByUserName: find Operator
SELECT t.`id`, t.`userName`, t.`createdAt`, t.`disabledAt` FROM `operators` t WHERE t.`userNameKey` = ? LIMIT ? OFFSET ?

-- operators.service.ts OperatorsService.setDisabled: update Operator
UPDATE `operators` SET `disabledAt` = ? WHERE `operators`.`id` = ?

-- operators.service.ts OperatorsService.setDisabled: delete OperatorSession
DELETE FROM `operator_sessions` WHERE `operator_sessions`.`operatorId` = ?

-- operators.service.ts OperatorsService.remove: delete OperatorSession
DELETE FROM `operator_sessions` WHERE `operator_sessions`.`operatorId` = ?

-- operators.service.ts OperatorsService.remove: delete Operator
DELETE FROM `operators` WHERE `operators`.`id` = ?

-- operators.service.ts OperatorsService.setPassword: update Operator
UPDATE `operators` SET `passwordHash` = ? WHERE `operators`.`id` = ?

-- operators.service.ts OperatorsService.setPassword: delete OperatorSession
DELETE FROM `operator_sessions` WHERE (`operator_sessions`.`operatorId` = ?)

-- operators.service.ts OperatorsService.protect: select Operator
SELECT t.`id` FROM `operators` t WHERE t.`disabledAt` IS NULL ORDER BY t.`id` FOR UPDATE

-- platform-trail.service.ts PlatformTrail.record: insert PlatformEntry
INSERT INTO `platform_entries` (`id`, `time`, `actor`, `actorKind`, `actorId`, `via`, `address`, `action`, `subjectId`, `subjectName`, `detail`) VALUES (?…)

-- platform-trail.service.ts PlatformTrail.list: select PlatformEntry
SELECT t.`id`, t.`time`, t.`actor`, t.`actorKind`, t.`actorId`, t.`via`, t.`address`, t.`action`, t.`subjectId`, t.`subjectName`, t.`detail` FROM `platform_entries` t FORCE INDEX (`PRIMARY`) WHERE 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
