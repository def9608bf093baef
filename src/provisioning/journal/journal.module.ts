import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { SettingsModule } from '../../config/settings.module.js';
import { UsersModule } from '../../users/users.module.js';
import { DirectoryCounts } from './directory-counts.service.js';
import { Journal } from './journal.service.js';
import { RunKeeper } from './run-keeper.service.js';
import { RunListeners } from './run-listeners.js';
import { RunsService } from './runs.service.js';

/**
 * Keeps a journal of every change of users, groups and memberships, and the runs that the changes form. Every program that
 * changes users or groups must import it.
 */
@Module({
  imports: [DatabaseModule, LoggerModule, SettingsModule, UsersModule],
  providers: [Journal, RunKeeper, RunListeners, RunsService, DirectoryCounts],
  exports: [Journal, RunKeeper, RunListeners, RunsService, DirectoryCounts],
})
export class JournalModule {}
