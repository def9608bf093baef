import { Module } from '@nestjs/common';
import { RouteTable } from './route-table.js';
import { UnservedController } from './unserved.controller.js';

@Module({ controllers: [UnservedController], providers: [RouteTable], exports: [RouteTable] })
export class HttpModule {}
