import { Module, type DynamicModule } from '@nestjs/common';
import { loadSettings } from './load-settings.js';
import type { Settings } from './settings.js';

/** Token of the checked `Settings`. */
export const SETTINGS = Symbol('SETTINGS');

const GIVEN_SETTINGS = Symbol('GIVEN_SETTINGS');

@Module({
  providers: [
    {
      provide: SETTINGS,
      inject: [{ token: GIVEN_SETTINGS, optional: true }],
      useFactory: (given?: Settings) => given ?? loadSettings(process.env),
    },
  ],
  exports: [SETTINGS],
})
export class SettingsModule {
  /** Replaces the environment's settings for the whole program. For root modules only. */
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: GivenSettingsModule,
      global: true,
      providers: [{ provide: GIVEN_SETTINGS, useValue: settings }],
      exports: [GIVEN_SETTINGS],
    };
  }
}

@Module({})
class GivenSettingsModule {}
