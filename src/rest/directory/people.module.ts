import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { GroupsModule } from '../../groups/groups.module.js';
import { OrganizationsModule } from '../../organizations/organizations.module.js';
import { PasswordsModule } from '../../auth/passwords/passwords.module.js';
import { UsersModule } from '../../users/users.module.js';
import { ErasureModule } from '../../erasure/erasure.module.js';
import { ErasureController } from './erasure.controller.js';
import { GroupsController } from './groups.controller.js';
import { MembersController } from './members.controller.js';
import { NewPasswords } from '../../directory/new-passwords.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { PeopleServicesModule } from '../../directory/people-services.module.js';
import { UsersController } from './users.controller.js';

/** The REST surface of an account's organizations, users and groups. */
@Module({
  imports: [
    AuthModule,
    DatabaseModule,
    PasswordsModule,
    OrganizationsModule,
    UsersModule,
    GroupsModule,
    PeopleServicesModule,
    ErasureModule,
  ],
  controllers: [
    OrganizationsController,
    UsersController,
    GroupsController,
    MembersController,
    ErasureController,
  ],
  providers: [NewPasswords],
})
export class PeopleModule {}
