import { Module } from '@nestjs/common';
import { AnswerBudgets } from './answer-budgets.js';
import { BodyBudgets } from './body-budgets.js';
import { RouteTable } from './route-table.js';
import { UnservedController } from './unserved.controller.js';

@Module({
  controllers: [UnservedController],
  providers: [RouteTable, BodyBudgets, AnswerBudgets],
  exports: [RouteTable, BodyBudgets, AnswerBudgets],
})
export class HttpModule {}
