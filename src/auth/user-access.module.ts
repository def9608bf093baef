import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { UserAccess } from './user-access.js';

/** Ends the access of users who are deactivated or deleted. Every program that changes users imports it. */
@Module({ imports: [UsersModule], providers: [UserAccess] })
export class UserAccessModule {}
