import { Body, Delete, Get, Headers, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Client } from '../../platform/http/client.js';
import type { Waiter } from '../../common/waiter.js';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { LocationInterceptor } from '../location.interceptor.js';
import { OwnedQuery } from './ownership.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { UserAnswers } from './user-answers.service.js';
import { NEW_USER, USER_CHANGES } from './people.docs.js';
import { NewPasswords } from './new-passwords.service.js';
import {
  ApiIfMatch,
  LOCATED,
  DirectoryEndpoint,
  CurrentRequest,
  TAGGED,
  type RequestContext,
} from './directory-endpoint.js';
import { UserEditor } from '../../directory/user-editor.service.js';
import { NewUserRequest, UserChangesRequest } from '../../directory/user-requests.dto.js';
import { UserDetailsResponse, UserPageResponse, userDetailsResponse } from './user-responses.dto.js';
import { noSuchManager, noSuchOrganization, ownUser } from '../../directory/refusals.js';
import { managedDeletion, managedUser } from '../../provisioning/ownership/refusals.js';
import { Refuses } from '../../platform/http/refuses.js';
import { lastAdmin, takenByActive, takenByInactive, unknownUser } from '../../users/refusals.js';
import { wrongCurrentPassword } from '../../auth/refusals.js';
import { currentPasswordRequired } from './refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { USER_NAME } from '../../accounts/name.js';
import { invalidName } from '../../accounts/refusals.js';

const WRITTEN = [
  invalidName.shownWith(USER_NAME, 'not be empty'),
  noSuchOrganization,
  noSuchManager,
  takenByActive,
  takenByInactive,
];

@DirectoryEndpoint('users', 'Users')
export class UsersController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly answers: UserAnswers,
    private readonly editor: UserEditor,
    private readonly passwords: NewPasswords,
  ) {}

  @Get()
  @Operation(
    'List users',
    'Sorted by user name. `search` looks at all names, e-mail addresses, the employee number, the department and the external id.',
  )
  @ApiOkResponse({ type: UserPageResponse })
  async page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Query() query: OwnedQuery,
    @Client() client: Waiter,
  ): Promise<UserPageResponse> {
    return this.unitOfWork.search(accountId, (tx) => this.answers.page(tx, query), client);
  }

  @Post()
  @UseInterceptors(LocationInterceptor)
  @Operation('Add a user', 'No mail is sent.')
  @ApiBody({ type: NewUserRequest, examples: NEW_USER })
  @ApiCreatedResponse({ type: UserDetailsResponse, ...LOCATED })
  @Refuses(...WRITTEN)
  async create(
    @CurrentCaller() caller: UserCaller,
    @Body() input: NewUserRequest,
  ): Promise<UserDetailsResponse> {
    const passwordHash = await this.passwords.hash(caller, input);
    return this.unitOfWork.write(caller.accountId, async (tx) =>
      userDetailsResponse(await this.editor.create(tx.by(caller.author), caller, input, passwordHash)),
    );
  }

  @Get(':id')
  @Operation('Get a user')
  @ApiOkResponse({ type: UserDetailsResponse, ...TAGGED })
  @Refuses(unknownUser)
  get(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<UserDetailsResponse> {
    return this.unitOfWork.read(accountId, (tx) => this.answers.get(tx, id));
  }

  @Patch(':id')
  @Operation(
    'Change a user',
    'A new password and `active: false` end all sessions of the user immediately. To change your own password, also send the current one. If `managedBy` is not null, an identity provider will overwrite the change; with `lockManaged`, it is refused.',
  )
  @ApiIfMatch()
  @ApiBody({ type: UserChangesRequest, examples: USER_CHANGES })
  @ApiOkResponse({ type: UserDetailsResponse, ...TAGGED })
  @Refuses(
    unknownUser,
    ...WRITTEN,
    ownUser,
    lastAdmin,
    managedUser,
    currentPasswordRequired,
    wrongCurrentPassword,
  )
  async update(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Body() input: UserChangesRequest,
    @CurrentRequest() { ifMatch, address }: RequestContext,
  ): Promise<UserDetailsResponse> {
    const passwordHash = await this.passwords.hashChanged(caller, input, { id, address });
    return this.unitOfWork.write(caller.accountId, async (tx) => {
      const current = await this.answers.locked(tx, id, ifMatch);
      const changed = { current, input };
      const user = await this.editor.change(tx.by(caller.author), caller, changed, passwordHash);
      return this.answers.answer(tx, user);
    });
  }

  @Delete(':id')
  @Operation(
    'Delete a user',
    'The user name becomes available again. What the person owned stays on record. To keep the user, deactivate it instead.',
  )
  @ApiIfMatch()
  @AnswersNothing('Deleted.')
  @Refuses(unknownUser, ownUser.shownWith('delete'), lastAdmin, managedDeletion)
  async delete(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<void> {
    await this.unitOfWork.write(caller.accountId, async (tx) => {
      const user = await this.answers.locked(tx, id, ifMatch);
      await this.editor.delete(tx.by(caller.author), caller, user);
    });
  }
}
