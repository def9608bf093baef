import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { AlarmRounds } from './alarm-rounds.service.js';
import { AlarmsModule } from './alarms.module.js';

/** Raises the alarms that are due at some time, in the background of the server. */
@Module({
  imports: [AlarmsModule, DatabaseModule, LoggerModule],
  providers: [AlarmRounds],
})
export class AlarmRoundsModule {}
