import { Delete, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiNotFoundResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { GroupsService } from '../groups/groups.service.js';
import { UsersService } from '../users/users.service.js';
import { PeopleEndpoint } from './people-endpoint.js';

const UNKNOWN = { description: 'The account has no such group or no such user.' };

/** Who is in a group, one user at a time. */
@PeopleEndpoint('groups/:id/members/:userId', 'Groups')
export class MembersController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly users: UsersService,
  ) {}

  @Put()
  @HttpCode(204)
  @ApiOperation({ summary: 'Put a user into a group', description: 'To repeat it changes nothing.' })
  @ApiNoContentResponse({ description: 'The user is a member.' })
  @ApiNotFoundResponse(UNKNOWN)
  async add(
    @CurrentUser() principal: UserPrincipal,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    await this.change(principal, { id, userId }, 'add');
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a user out of a group', description: 'To repeat it changes nothing.' })
  @ApiNoContentResponse({ description: 'The user is no member.' })
  @ApiNotFoundResponse(UNKNOWN)
  async remove(
    @CurrentUser() principal: UserPrincipal,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    await this.change(principal, { id, userId }, 'remove');
  }

  private async change(
    { accountId }: UserPrincipal,
    { id, userId }: { id: string; userId: string },
    kind: 'add' | 'remove',
  ): Promise<void> {
    await this.unitOfWork.write(accountId, async (tx) => {
      const group = await this.groups.get(tx, id, { lock: true });
      await this.users.get(tx, userId);
      await this.groups.update(tx, group, group, [{ kind, ids: [userId] }]);
    });
  }
}
