import { Module, type DynamicModule } from '@nestjs/common';
import { loadSettings, type Settings } from './settings.js';

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
  /** Settings for the whole program in place of the environment's. For the modules at the root only. */
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
