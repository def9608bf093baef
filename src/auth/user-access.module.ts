import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { UserAccess } from './user-access.js';

/** Ends the access of deactivated or deleted users. Every program that changes users must import it. */
@Module({ imports: [UsersModule], providers: [UserAccess] })
export class UserAccessModule {}
