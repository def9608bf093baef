import { Module } from '@nestjs/common';
import { loadSettings } from './config.js';

/** Token of the checked `Settings`. */
export const SETTINGS = Symbol('SETTINGS');

@Module({
  providers: [{ provide: SETTINGS, useFactory: () => loadSettings(process.env) }],
  exports: [SETTINGS],
})
export class SettingsModule {}
