import { Module } from '@nestjs/common';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { UsersModule } from '../users/users.module.js';
import { Owners } from './ownership.service.js';
import { Sightings } from './sightings.service.js';

/** Which connection manages each user and group, and when identity providers last saw them. */
@Module({
  imports: [DatabaseModule, LoggerModule, UsersModule],
  providers: [Owners, Sightings],
  exports: [Owners, Sightings],
})
export class OwnershipModule {}
