-- demo-connections.ts addConnections: insert OauthClient
INSERT INTO `oauth_clients` (`accountId`, `clientId`, `catalogueClientId`, `issuer`, `subject`, `audience`, `jwksUrl`, `jwks`, `version`, `catalogueVersion`, `lastUsedAt`, `kind`, `id`, `name`, `nameKey`, `organizationId`, `createdAt`, `createdById`) VALUES (?…)

-- demo-connections.ts addConnections: insert ClientSecret
INSERT INTO `oauth_client_secrets` (`accountId`, `id`, `hash`, `createdAt`, `expiresAt`, `connectionId`, `warnedAt`, `lastUsedAt`) VALUES (?…)

-- demo-connections.ts addCatalogueClients: find CatalogueClient
SELECT t.`id` FROM `oauth_catalogue_clients` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- demo-connections.ts addCatalogueClients: insert CatalogueClient
INSERT INTO `oauth_catalogue_clients` (`id`, `clientId`, `name`, `redirectUris`, `isPublic`, `version`, `createdAt`) VALUES (?…)

-- demo-connections.ts addCatalogueClients: insert CatalogueSecret
INSERT INTO `oauth_catalogue_secrets` (`id`, `hash`, `createdAt`, `expiresAt`, `catalogueClientId`) VALUES (?…)

-- demo-data.service.ts isEmpty: count Account
SELECT COUNT(*) AS total FROM `accounts` t WHERE 1 = 1

-- demo-expenses.service.ts addDeputy: insert Deputy
INSERT INTO `deputies` (`accountId`, `id`, `userId`, `deputyId`, `startsAt`, `endsAt`, `createdAt`) VALUES (?…)

-- demo-notifications.ts addNotifications: insert Webhook
INSERT INTO `webhooks` (`accountId`, `id`, `url`, `kinds`, `secret`, `enabled`, `createdAt`) VALUES (?…)

-- demo-notifications.ts addNotifications: insert Alarm
INSERT INTO `provisioning_alarms` (`accountId`, `id`, `kind`, `at`, `notifiedAt`, `acknowledgedAt`, `acknowledgedBy`) VALUES (?…)

-- demo-notifications.ts addMessage: insert Notification
INSERT INTO `notifications` (`accountId`, `id`, `kind`, `type`, `createdAt`, `subject`, `text`, `data`) VALUES (?…)

-- demo-notifications.ts addMessage: insert Delivery
INSERT INTO `notification_deliveries` (`accountId`, `id`, `notificationId`, `webhookId`, `state`, `attempts`, `attemptedAt`, `status`) VALUES (?…)

-- demo-traces.service.ts DemoTraces.addLogin: insert ApiKey
INSERT INTO `api_keys` (`accountId`, `userId`, `createdAt`, `name`, `expiresAt`, `lastUsedAt`, `id`, `hash`) VALUES (?…)

-- demo-traces.service.ts DemoTraces.addLogin: insert UserSession
INSERT INTO `user_sessions` (`accountId`, `userId`, `createdAt`, `id`, `hash`, `expiresAt`) VALUES (?…)

-- demo-traces.service.ts DemoTraces.addRun: insert UndoJob
INSERT INTO `undo_jobs` (`accountId`, `id`, `kind`, `runId`, `undoRunId`, `authorKind`, `authorId`, `author`, `via`, `address`, `choice`, `state`, `step`, `cursor`, `waiting`, `done`, `total`, `restored`, `skipped`, `impossible`, `left`, `leaseUntil`, `createdAt`, `finishedAt`) VALUES (?…)
