-- secrets.service.ts SecretsService.find: find Secret
SELECT t.`name`, t.`value` FROM `secrets` t WHERE t.`name` = ? LIMIT ? OFFSET ?

-- secrets.service.ts SecretsService.create: insert Secret
INSERT INTO `secrets` (`name`, `value`, `createdAt`) VALUES (?…)
