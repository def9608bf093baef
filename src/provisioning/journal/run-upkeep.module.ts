import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { JournalModule } from './journal.module.js';
import { RunUpkeep } from './run-upkeep.service.js';

/** Keeps runs and totals correct, in the background of the server. */
@Module({ imports: [DatabaseModule, JournalModule, LoggerModule], providers: [RunUpkeep] })
export class RunUpkeepModule {}
