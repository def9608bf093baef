import { Module } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import { SETTINGS, SettingsModule } from '../../config/settings.module.js';
import { createLogger, LOGGER } from './logger.js';

@Module({
  imports: [SettingsModule],
  providers: [
    { provide: LOGGER, inject: [SETTINGS], useFactory: (settings: Settings) => createLogger(settings) },
  ],
  exports: [LOGGER],
})
export class LoggerModule {}
