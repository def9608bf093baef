import { Module } from '@nestjs/common';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { UserBlockKeeper } from './user-block-keeper.service.js';
import { UsersModule } from './users.module.js';

/** What a server does for the users of its accounts in the background. */
@Module({ imports: [DatabaseModule, LoggerModule, UsersModule], providers: [UserBlockKeeper] })
export class UserUpkeepModule {}
