import { Module } from '@nestjs/common';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ExpensesModule } from './expenses.module.js';
import { RerouteUpkeep } from './reroute-upkeep.service.js';

/** Continues moving approvals in the background of the server. */
@Module({ imports: [DatabaseModule, ExpensesModule], providers: [RerouteUpkeep] })
export class ExpensesUpkeepModule {}
