import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { SecretsService } from './secrets.service.js';

@Module({ imports: [DatabaseModule], providers: [SecretsService], exports: [SecretsService] })
export class SecretsModule {}
