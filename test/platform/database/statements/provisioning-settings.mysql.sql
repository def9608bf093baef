-- provisioning-settings.service.ts ProvisioningSettingsService.read: find ProvisioningSettings
SELECT t.`alarmAbove`, t.`alarmPercent`, t.`lockManaged`, t.`paused`, t.`pausedBy`, t.`pausedAt` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find Account
SELECT t.`id` FROM `accounts` t WHERE t.`id` = ? LIMIT ? OFFSET ? FOR UPDATE

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find ProvisioningSettings
SELECT t.`alarmAbove`, t.`alarmPercent`, t.`lockManaged`, t.`paused`, t.`pausedBy`, t.`pausedAt` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.change: update ProvisioningSettings
UPDATE `provisioning_settings` SET `alarmAbove` = ?, `alarmPercent` = ?, `lockManaged` = ?, `paused` = ?, `pausedBy` = ?, `pausedAt` = ? WHERE `provisioning_settings`.`accountId` = ? AND 1 = 1

-- provisioning-settings.service.ts ProvisioningSettingsService.change: insert ProvisioningSettings
INSERT INTO `provisioning_settings` (`accountId`, `alarmAbove`, `alarmPercent`, `lockManaged`, `paused`, `pausedBy`, `pausedAt`) VALUES (?…)

-- provisioning-settings.service.ts ProvisioningSettingsService.erase: update ProvisioningSettings
UPDATE `provisioning_settings` SET `pausedBy` = ? WHERE `provisioning_settings`.`accountId` = ? AND `provisioning_settings`.`pausedBy` = ?
