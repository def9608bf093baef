-- provisioning-settings.service.ts ProvisioningSettingsService.read: find ProvisioningSettings

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find Account

-- provisioning-settings.service.ts ProvisioningSettingsService.change: find ProvisioningSettings

-- provisioning-settings.service.ts ProvisioningSettingsService.change: update ProvisioningSettings

-- provisioning-settings.service.ts ProvisioningSettingsService.change: insert ProvisioningSettings
