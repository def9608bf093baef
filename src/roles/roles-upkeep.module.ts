import { Module } from '@nestjs/common';
import { DatabaseModule } from '../platform/database/database.module.js';
import { RoleSweepUpkeep } from './role-sweep-upkeep.service.js';
import { RolesModule } from './roles.module.js';

/** Continues settling roles in the background of the server. */
@Module({ imports: [DatabaseModule, RolesModule], providers: [RoleSweepUpkeep] })
export class RolesUpkeepModule {}
