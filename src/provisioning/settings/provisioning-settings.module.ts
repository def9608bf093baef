import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { ProvisioningSettingsService } from './provisioning-settings.service.js';

@Module({
  imports: [AccountsModule],
  providers: [ProvisioningSettingsService],
  exports: [ProvisioningSettingsService],
})
export class ProvisioningSettingsModule {}
