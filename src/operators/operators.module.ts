import { Module } from '@nestjs/common';
import { OperatorsService } from './operators.service.js';
import { PlatformTrail } from './platform-trail.service.js';

@Module({ providers: [OperatorsService, PlatformTrail], exports: [OperatorsService, PlatformTrail] })
export class OperatorsModule {}
