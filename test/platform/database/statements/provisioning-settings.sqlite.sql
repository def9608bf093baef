-- provisioning-settings.service.ts ProvisioningSettingsService.read: find ProvisioningSettings
SELECT t.`alarmAbove`, t.`alarmPercent`, t.`lockManaged`, t.`paused`, t.`pausedBy`, t.`pausedAt` FROM `provisioning_settings` t WHERE t.`accountId` = ? LIMIT ? OFFSET ?

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find Account

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find ProvisioningSettings

-- provisioning-settings.service.ts ProvisioningSettingsService.change: update ProvisioningSettings

-- provisioning-settings.service.ts ProvisioningSettingsService.change: insert ProvisioningSettings
