import { Delete, Param, Put } from '@nestjs/common';
import { CurrentCaller } from '../../auth/current.decorators.js';
import type { UserCaller } from '../../auth/principal.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { GroupsService } from '../../groups/groups.service.js';
import { GroupEditor } from '../../directory/group-editor.service.js';
import { managedGroup } from '../../provisioning/ownership/refusals.js';
import { UsersService } from '../../users/users.service.js';
import { DirectoryEndpoint } from './directory-endpoint.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownGroup } from '../../groups/refusals.js';
import { unknownUser } from '../../users/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

/** Adds and removes single members of a group. */
@DirectoryEndpoint('groups/:id/members/:userId', 'Groups')
export class MembersController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly users: UsersService,
    private readonly editor: GroupEditor,
  ) {}

  @Put()
  @Operation('Add a user to a group', 'Repeating it changes nothing.')
  @AnswersNothing('The user is a member.')
  @Refuses(unknownGroup, unknownUser, managedGroup)
  async add(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    await this.change(caller, { id, userId }, 'add');
  }

  @Delete()
  @Operation('Remove a user from a group', 'Repeating it changes nothing.')
  @AnswersNothing('The user is not a member.')
  @Refuses(unknownGroup, unknownUser, managedGroup)
  async remove(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Param('userId') userId: string,
  ): Promise<void> {
    await this.change(caller, { id, userId }, 'remove');
  }

  private async change(
    { accountId, author }: UserCaller,
    { id, userId }: { id: string; userId: string },
    kind: 'add' | 'remove',
  ): Promise<void> {
    await this.unitOfWork.write(accountId, async (tx) => {
      const group = await this.groups.get(tx, id, { lock: true });
      await this.users.get(tx, userId);
      await this.editor.update(tx.by(author), group, group, [{ kind, ids: [userId] }]);
    });
  }
}
