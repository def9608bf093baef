-- access-token-lookup.service.ts AccessTokenLookup.find: queryAcrossAccounts
SELECT c.`accountId`, a.`slug` AS accountSlug, c.`organizationId`, c.`id` AS connectionId, c.`name`, t.`id` AS tokenId, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`largestUser`, t.`expiresAt` <= ? AS hasExpired FROM `oauth_access_tokens` t JOIN `oauth_clients` c ON c.`accountId` = t.`accountId` AND c.`id` = t.`connectionId` JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = c.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = c.`accountId` WHERE t.`hash` = ?

-- access-token-lookup.service.ts AccessTokenLookup.findAgain: queryAcrossAccounts
SELECT c.`accountId`, a.`slug` AS accountSlug, c.`organizationId`, c.`id` AS connectionId, c.`name`, t.`id` AS tokenId, m.`enabled` AS scimEnabled, ps.`paused` AS scimPaused, ps.`pausedBy`, ps.`pausedAt`, a.`largestUser`, t.`expiresAt` <= ? AS hasExpired FROM `oauth_access_tokens` t JOIN `oauth_clients` c ON c.`accountId` = t.`accountId` AND c.`id` = t.`connectionId` JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `account_modules` m ON m.`accountId` = c.`accountId` AND m.`module` = 'scim' LEFT JOIN `provisioning_settings` ps ON ps.`accountId` = c.`accountId` WHERE t.`accountId` = ? AND t.`id` = ?

-- assertion-check.service.ts AssertionCheck.accept: insert UsedAssertion
INSERT INTO `oauth_assertions` (`accountId`, `id`, `hash`, `expiresAt`) VALUES (?…)

-- authorizations.service.ts Authorizations.allow: insert AuthorizationCode
INSERT INTO `oauth_codes` (`accountId`, `id`, `connectionId`, `hash`, `redirectUri`, `codeChallenge`, `createdAt`, `expiresAt`, `usedAt`) VALUES (?…)

-- authorizations.service.ts Authorizations.connect: update OauthClient
UPDATE `oauth_clients` SET `organizationId` = ?, `createdById` = ? WHERE `oauth_clients`.`accountId` = ? AND `oauth_clients`.`id` = ?

-- authorizations.service.ts Authorizations.connect: insert OauthClient
INSERT INTO `oauth_clients` (`accountId`, `clientId`, `catalogueClientId`, `issuer`, `subject`, `audience`, `jwksUrl`, `jwks`, `version`, `catalogueVersion`, `lastUsedAt`, `id`, `name`, `nameKey`, `kind`, `organizationId`, `createdById`, `createdAt`) VALUES (?…)

-- authorizations.service.ts connectionOf: find OauthClient
SELECT t.`id`, t.`name`, t.`organizationId` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`catalogueClientId` = ? LIMIT ? OFFSET ?

-- catalogue-changes.service.ts CatalogueChanges.store: update CatalogueClient
UPDATE `oauth_catalogue_clients` SET `name` = ?, `redirectUris` = ?, `version` = ? WHERE `oauth_catalogue_clients`.`id` = ?

-- catalogue-changes.service.ts CatalogueChanges.tellSome: queryAcrossAccounts
SELECT c.`accountId`, c.`catalogueVersion` FROM `oauth_clients` c JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL WHERE c.`catalogueClientId` = ? AND c.`catalogueVersion` < ? ORDER BY c.`accountId` LIMIT ?

-- catalogue-clients.service.ts CatalogueClients.create: insert CatalogueClient
INSERT INTO `oauth_catalogue_clients` (`id`, `clientId`, `name`, `isPublic`, `version`, `createdAt`, `redirectUris`) VALUES (?…)

-- catalogue-clients.service.ts CatalogueClients.page.total: count CatalogueClient
SELECT COUNT(*) AS total FROM `oauth_catalogue_clients` t WHERE 1 = 1

-- catalogue-clients.service.ts CatalogueClients.find: find CatalogueClient
SELECT t.`id`, t.`clientId`, t.`name`, t.`isPublic`, t.`redirectUris`, t.`version`, t.`createdAt` FROM `oauth_catalogue_clients` t WHERE t.`clientId` = ? LIMIT ? OFFSET ?

-- catalogue-clients.service.ts CatalogueClients.get: find CatalogueClient
SELECT t.`id`, t.`clientId`, t.`name`, t.`isPublic`, t.`redirectUris`, t.`version`, t.`createdAt` FROM `oauth_catalogue_clients` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- catalogue-clients.service.ts CatalogueClients.addSecret: count CatalogueSecret
SELECT COUNT(*) AS total FROM `oauth_catalogue_secrets` t WHERE (t.`catalogueClientId` = ? AND t.`expiresAt` > ?)

-- catalogue-clients.service.ts CatalogueClients.revokeSecret: delete CatalogueSecret
DELETE FROM `oauth_catalogue_secrets` WHERE (`oauth_catalogue_secrets`.`id` = ? AND `oauth_catalogue_secrets`.`catalogueClientId` = ?)

-- catalogue-clients.service.ts CatalogueClients.select: select CatalogueClient
SELECT t.`id`, t.`clientId`, t.`name`, t.`isPublic`, t.`redirectUris`, t.`version`, t.`createdAt` FROM `oauth_catalogue_clients` t WHERE 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`clientId`, t.`name`, t.`isPublic`, t.`redirectUris`, t.`version`, t.`createdAt` FROM `oauth_catalogue_clients` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- catalogue-clients.service.ts CatalogueClients.select: selectListed CatalogueSecret
SELECT t.`id`, t.`catalogueClientId`, t.`createdAt`, t.`expiresAt` FROM `oauth_catalogue_secrets` t WHERE (t.`catalogueClientId` IN (?…)) ORDER BY t.`id`

-- catalogue-clients.service.ts CatalogueClients.issue: insert CatalogueSecret
INSERT INTO `oauth_catalogue_secrets` (`id`, `createdAt`, `expiresAt`, `catalogueClientId`, `hash`) VALUES (?…)

-- catalogue-revocation.service.ts CatalogueRevocation.revokeSome: queryAcrossAccounts
SELECT c.`accountId` FROM `oauth_clients` c JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL WHERE c.`catalogueClientId` = ? ORDER BY c.`accountId` LIMIT ?

-- catalogue-revocation.service.ts CatalogueRevocation.revokeSome: delete CatalogueClient
DELETE FROM `oauth_catalogue_clients` WHERE `oauth_catalogue_clients`.`id` = ?

-- client-changes.service.ts ClientChanges.read: find OauthClient
SELECT t.`id`, t.`kind`, t.`name`, t.`organizationId`, t.`issuer`, t.`subject`, t.`audience`, t.`jwksUrl`, t.`jwks`, t.`version` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- client-changes.service.ts ClientChanges.change: update OauthClient
UPDATE `oauth_clients` SET `name` = ?, `organizationId` = ?, `jwksUrl` = ?, `jwks` = ?, `nameKey` = ?, `version` = ? WHERE `oauth_clients`.`accountId` = ? AND `oauth_clients`.`id` = ?

-- client-changes.service.ts ClientChanges.noteShared: find OauthClient
SELECT t.`id`, t.`name` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`catalogueClientId` = ? LIMIT ? OFFSET ?

-- client-changes.service.ts ClientChanges.noteShared: update OauthClient
UPDATE `oauth_clients` SET `catalogueVersion` = ? WHERE `oauth_clients`.`accountId` = ? AND `oauth_clients`.`id` = ?

-- client-directory.ts ClientDirectory.find: queryAcrossAccounts
SELECT 'connection' AS type, c.`accountId`, c.`id`, c.`clientId`, c.`name`, c.`kind`, c.`issuer`, c.`subject`, c.`audience`, c.`jwksUrl`, c.`jwks`, c.`version`, s.`id` AS `secretId`, 0 AS isPublic FROM `oauth_clients` c JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL LEFT JOIN `oauth_client_secrets` s ON s.`accountId` = c.`accountId` AND s.`connectionId` = c.`id` AND s.`hash` = ? AND s.`expiresAt` > ? WHERE c.`clientId` = ? UNION ALL SELECT 'catalogue', NULL, k.`id`, k.`clientId`, k.`name`, NULL, NULL, NULL, NULL, NULL, NULL, NULL, s.`id`, k.`isPublic` FROM `oauth_catalogue_clients` k LEFT JOIN `oauth_catalogue_secrets` s ON s.`catalogueClientId` = k.`id` AND s.`hash` = ? AND s.`expiresAt` > ? WHERE k.`clientId` = ?

-- client-grants.service.ts ClientGrants.issue: find OauthClient
SELECT t.`id` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- client-list.service.ts ClientList.page.total: count OauthClient
SELECT COUNT(*) AS total FROM `oauth_clients` t WHERE t.`accountId` = ?

-- client-list.service.ts ClientList.select: select OauthClient
SELECT t.`id`, t.`clientId`, t.`name`, t.`kind`, t.`organizationId`, t.`issuer`, t.`subject`, t.`audience`, t.`jwksUrl`, t.`jwks`, t.`version`, t.`createdAt`, t.`lastUsedAt`, j0.`name` AS `organizationName`, j1.`userName` AS `createdBy`, j2.`clientId` AS `sharedClientId` FROM `oauth_clients` t JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`createdById` AND j1.`deletedAt` IS NULL LEFT JOIN `oauth_catalogue_clients` j2 ON j2.`id` = t.`catalogueClientId` WHERE t.`accountId` = ? AND 1 = 1 ORDER BY t.`id` DESC LIMIT ? OFFSET ?
SELECT t.`id`, t.`clientId`, t.`name`, t.`kind`, t.`organizationId`, t.`issuer`, t.`subject`, t.`audience`, t.`jwksUrl`, t.`jwks`, t.`version`, t.`createdAt`, t.`lastUsedAt`, j0.`name` AS `organizationName`, j1.`userName` AS `createdBy`, j2.`clientId` AS `sharedClientId` FROM `oauth_clients` t JOIN `organizations` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`organizationId` LEFT JOIN `users` j1 ON j1.`accountId` = t.`accountId` AND j1.`id` = t.`createdById` AND j1.`deletedAt` IS NULL LEFT JOIN `oauth_catalogue_clients` j2 ON j2.`id` = t.`catalogueClientId` WHERE t.`accountId` = ? AND t.`id` = ? ORDER BY t.`id` DESC LIMIT ? OFFSET ?

-- client-secrets.service.ts ClientSecretsService.ofAll: selectListed ClientSecret
SELECT t.`id`, t.`connectionId`, t.`createdAt`, t.`expiresAt`, t.`lastUsedAt` FROM `oauth_client_secrets` t WHERE t.`accountId` = ? AND (t.`connectionId` IN (?…)) ORDER BY t.`id`

-- client-secrets.service.ts ClientSecretsService.add: find OauthClient
SELECT t.`id`, t.`name`, t.`kind` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- client-secrets.service.ts ClientSecretsService.add: count ClientSecret
SELECT COUNT(*) AS total FROM `oauth_client_secrets` t WHERE t.`accountId` = ? AND (t.`connectionId` = ? AND t.`expiresAt` > ?)

-- client-secrets.service.ts ClientSecretsService.issue: insert ClientSecret
INSERT INTO `oauth_client_secrets` (`accountId`, `id`, `createdAt`, `expiresAt`, `connectionId`, `hash`, `warnedAt`, `lastUsedAt`) VALUES (?…)

-- client-secrets.service.ts ClientSecretsService.revoke: delete ClientSecret
DELETE FROM `oauth_client_secrets` WHERE `oauth_client_secrets`.`accountId` = ? AND (`oauth_client_secrets`.`id` = ? AND `oauth_client_secrets`.`connectionId` = ?)

-- code-grants.service.ts CodeGrants.use: find AuthorizationCode
SELECT t.`id`, t.`connectionId`, t.`redirectUri`, t.`codeChallenge`, t.`expiresAt`, t.`usedAt` FROM `oauth_codes` t WHERE t.`accountId` = ? AND t.`hash` = ? LIMIT ? OFFSET ?

-- code-grants.service.ts CodeGrants.use: update AuthorizationCode
UPDATE `oauth_codes` SET `usedAt` = ? WHERE `oauth_codes`.`accountId` = ? AND `oauth_codes`.`id` = ?

-- connection-name.ts lockNameKeys: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- connection-name.ts lockNameKeys: select OauthClient
SELECT t.`nameKey` FROM `oauth_clients` t WHERE t.`accountId` = ?

-- connection-uses.service.ts ConnectionUses.store: update OauthClient
UPDATE `oauth_clients` SET `lastUsedAt` = ? WHERE `oauth_clients`.`accountId` = ? AND (`oauth_clients`.`id` = ? AND (`oauth_clients`.`lastUsedAt` IS NULL OR `oauth_clients`.`lastUsedAt` < ?))

-- ending-secrets.ts endingSecrets: select ClientSecret
SELECT t.`id`, t.`connectionId`, t.`expiresAt`, t.`warnedAt`, t.`lastUsedAt`, j0.`name` AS `name` FROM `oauth_client_secrets` t JOIN `oauth_clients` j0 ON j0.`accountId` = t.`accountId` AND j0.`id` = t.`connectionId` WHERE t.`accountId` = ? AND (t.`expiresAt` > ? AND EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `oauth_client_secrets` e0 WHERE e0.`accountId` = t.`accountId` AND e0.`connectionId` = t.`connectionId` AND (e0.`expiresAt` > ? AND e0.`expiresAt` <= ?))) ORDER BY t.`expiresAt` DESC LIMIT ? OFFSET ?

-- oauth-clients.service.ts OauthClientsService.create: insert OauthClient
INSERT INTO `oauth_clients` (`accountId`, `clientId`, `catalogueClientId`, `issuer`, `subject`, `audience`, `jwksUrl`, `jwks`, `version`, `catalogueVersion`, `lastUsedAt`, `id`, `kind`, `name`, `nameKey`, `organizationId`, `createdAt`, `createdById`) VALUES (?…)

-- oauth-clients.service.ts OauthClientsService.get: find OauthClient
SELECT t.`id`, t.`name`, t.`kind` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- oauth-clients.service.ts OauthClientsService.has: find OauthClient
SELECT t.`id` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- oauth-clients.service.ts OauthClientsService.idOf: find OauthClient
SELECT t.`id` FROM `oauth_clients` t WHERE t.`accountId` = ? AND (t.`clientId` = ? OR EXISTS (SELECT /*+ NO_SEMIJOIN() */ 1 FROM `oauth_catalogue_clients` e0 WHERE e0.`id` = t.`catalogueClientId` AND e0.`clientId` = ?)) LIMIT ? OFFSET ?

-- oauth-clients.service.ts OauthClientsService.revokeShared: find OauthClient
SELECT t.`id`, t.`name` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`catalogueClientId` = ? LIMIT ? OFFSET ?

-- oauth-clients.service.ts OauthClientsService.end: delete OauthClient
DELETE FROM `oauth_clients` WHERE `oauth_clients`.`accountId` = ? AND `oauth_clients`.`id` = ?

-- oauth-pruning.ts pruneOauth: delete AccessToken
DELETE FROM `oauth_access_tokens` WHERE `oauth_access_tokens`.`accountId` = ? AND (`oauth_access_tokens`.`id` < ? AND `oauth_access_tokens`.`expiresAt` <= ?)

-- oauth-pruning.ts pruneOauth: delete RefreshToken
DELETE FROM `oauth_refresh_tokens` WHERE `oauth_refresh_tokens`.`accountId` = ? AND (`oauth_refresh_tokens`.`id` < ? AND `oauth_refresh_tokens`.`expiresAt` <= ?)

-- oauth-pruning.ts pruneOauth: delete AuthorizationCode
DELETE FROM `oauth_codes` WHERE `oauth_codes`.`accountId` = ? AND (`oauth_codes`.`id` < ? AND `oauth_codes`.`expiresAt` <= ?)

-- oauth-pruning.ts pruneOauth: delete UsedAssertion
DELETE FROM `oauth_assertions` WHERE `oauth_assertions`.`accountId` = ? AND `oauth_assertions`.`expiresAt` <= ?

-- refresh-grants.service.ts RefreshGrants.exchange: find RefreshToken
SELECT t.`id`, t.`connectionId`, t.`familyId`, t.`expiresAt`, t.`rotatedAt`, t.`successor` FROM `oauth_refresh_tokens` t WHERE t.`accountId` = ? AND t.`hash` = ? LIMIT ? OFFSET ?

-- refresh-grants.service.ts RefreshGrants.rotate: update RefreshToken
UPDATE `oauth_refresh_tokens` SET `rotatedAt` = ?, `successor` = ? WHERE `oauth_refresh_tokens`.`accountId` = ? AND `oauth_refresh_tokens`.`id` = ?

-- refresh-grants.service.ts RefreshGrants.rotate: update RefreshToken
UPDATE `oauth_refresh_tokens` SET `successor` = ? WHERE `oauth_refresh_tokens`.`accountId` = ? AND (`oauth_refresh_tokens`.`familyId` = ? AND `oauth_refresh_tokens`.`successor` IS NOT NULL AND `oauth_refresh_tokens`.`rotatedAt` < ?)

-- secret-uses.service.ts SecretUses.store: update ClientSecret
UPDATE `oauth_client_secrets` SET `lastUsedAt` = ? WHERE `oauth_client_secrets`.`accountId` = ? AND (`oauth_client_secrets`.`id` = ? AND (`oauth_client_secrets`.`lastUsedAt` IS NULL OR `oauth_client_secrets`.`lastUsedAt` < ?))

-- token-families.ts revokeFamily: find OauthClient
SELECT t.`id` FROM `oauth_clients` t WHERE t.`accountId` = ? AND t.`id` = ? LIMIT ? OFFSET ?

-- token-families.ts revokeFamily: delete AccessToken
DELETE FROM `oauth_access_tokens` WHERE `oauth_access_tokens`.`accountId` = ? AND `oauth_access_tokens`.`familyId` = ?

-- token-families.ts revokeFamily: delete RefreshToken
DELETE FROM `oauth_refresh_tokens` WHERE `oauth_refresh_tokens`.`accountId` = ? AND `oauth_refresh_tokens`.`familyId` = ?

-- token-holders.ts TokenHolders.find: queryAcrossAccounts
SELECT t.`accountId`, t.`connectionId`, c.`name` FROM `oauth_access_tokens` t JOIN `oauth_clients` c ON c.`accountId` = t.`accountId` AND c.`id` = t.`connectionId` JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL WHERE t.`hash` = ? AND (c.`id` = ? OR c.`catalogueClientId` = ?)
SELECT t.`accountId`, t.`connectionId`, c.`name` FROM `oauth_codes` t JOIN `oauth_clients` c ON c.`accountId` = t.`accountId` AND c.`id` = t.`connectionId` JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL WHERE t.`hash` = ? AND (c.`id` = ? OR c.`catalogueClientId` = ?)
SELECT t.`accountId`, t.`connectionId`, c.`name` FROM `oauth_refresh_tokens` t JOIN `oauth_clients` c ON c.`accountId` = t.`accountId` AND c.`id` = t.`connectionId` JOIN `accounts` a ON a.`id` = c.`accountId` AND a.`removingSince` IS NULL WHERE t.`hash` = ? AND (c.`id` = ? OR c.`catalogueClientId` = ?)

-- token-issuer.service.ts TokenIssuer.issueAccess: insert AccessToken
INSERT INTO `oauth_access_tokens` (`accountId`, `id`, `connectionId`, `familyId`, `hash`, `createdAt`, `expiresAt`) VALUES (?…)

-- token-issuer.service.ts TokenIssuer.issueBoth: insert RefreshToken
INSERT INTO `oauth_refresh_tokens` (`accountId`, `id`, `connectionId`, `familyId`, `hash`, `createdAt`, `expiresAt`, `rotatedAt`, `successor`) VALUES (?…)

-- token-revocation.service.ts TokenRevocation.revoke: delete AccessToken
DELETE FROM `oauth_access_tokens` WHERE `oauth_access_tokens`.`accountId` = ? AND `oauth_access_tokens`.`hash` = ?

-- token-revocation.service.ts TokenRevocation.revoke: find RefreshToken
SELECT t.`connectionId`, t.`familyId` FROM `oauth_refresh_tokens` t WHERE t.`accountId` = ? AND t.`hash` = ? LIMIT ? OFFSET ?
