import { Module } from '@nestjs/common';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { UserBlockKeeper } from './user-block-keeper.service.js';
import { UsersModule } from './users.module.js';

/** Background maintenance of users. */
@Module({ imports: [DatabaseModule, LoggerModule, UsersModule], providers: [UserBlockKeeper] })
export class UserUpkeepModule {}
