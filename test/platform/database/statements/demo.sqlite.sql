-- demo-data.service.ts isEmpty: count Account
SELECT COUNT(*) AS total FROM `accounts` t WHERE 1 = 1

-- demo-traces.service.ts DemoTraces.addLogin: insert ApiKey
INSERT INTO `api_keys` (`accountId`, `userId`, `createdAt`, `name`, `expiresAt`, `lastUsedAt`, `id`, `hash`) VALUES (?…)

-- demo-traces.service.ts DemoTraces.addLogin: insert UserSession
INSERT INTO `user_sessions` (`accountId`, `userId`, `createdAt`, `id`, `hash`, `expiresAt`) VALUES (?…)
