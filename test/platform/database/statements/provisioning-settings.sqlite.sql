-- provisioning-settings.service.ts ProvisioningSettingsService.read: find ProvisioningSettings
SELECT t.`alarmAbove`, t.`alarmPercent`, t.`lockManaged`, t.`paused`, t.`rolesGrant`, t.`pausedBy`, t.`pausedAt` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find ProvisioningSettings
SELECT t.`alarmAbove`, t.`alarmPercent`, t.`lockManaged`, t.`paused`, t.`rolesGrant`, t.`pausedBy`, t.`pausedAt` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.change: update ProvisioningSettings
UPDATE `provisioning_settings` SET `alarmAbove` = ?, `alarmPercent` = ?, `lockManaged` = ?, `paused` = ?, `rolesGrant` = ?, `pausedBy` = ?, `pausedAt` = ? WHERE `provisioning_settings`.`accountId` = ? AND 1 = 1

-- provisioning-settings.service.ts ProvisioningSettingsService.change: insert ProvisioningSettings
INSERT INTO `provisioning_settings` (`accountId`, `alarmAbove`, `alarmPercent`, `lockManaged`, `paused`, `rolesGrant`, `pausedBy`, `pausedAt`) VALUES (?…)

-- provisioning-settings.service.ts ProvisioningSettingsService.rolesGrant: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.rolesGrant: find ProvisioningSettings
SELECT t.`rolesGrant` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.erase: update ProvisioningSettings
UPDATE `provisioning_settings` SET `pausedBy` = ? WHERE `provisioning_settings`.`accountId` = ? AND `provisioning_settings`.`pausedBy` = ?
