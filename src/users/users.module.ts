import { Module } from '@nestjs/common';
import { AdministratorsService } from './administrators.service.js';
import { UsersService } from './users.service.js';

@Module({ providers: [UsersService, AdministratorsService], exports: [UsersService, AdministratorsService] })
export class UsersModule {}
