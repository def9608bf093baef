import { Module } from '@nestjs/common';
import { BodyBudgets } from './body-budgets.js';
import { RouteTable } from './route-table.js';
import { UnservedController } from './unserved.controller.js';

@Module({
  controllers: [UnservedController],
  providers: [RouteTable, BodyBudgets],
  exports: [RouteTable, BodyBudgets],
})
export class HttpModule {}
