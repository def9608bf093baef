import { Body, Headers, Param, Patch, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { invalidName } from '../../accounts/refusals.js';
import { forbidKeyCredential } from '../../auth/authorization.js';
import { CurrentCaller } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserCaller } from '../../auth/principal.js';
import { keyCredential } from '../../auth/refusals.js';
import { requireMatch } from '../../common/entity-tag.js';
import { ClientChanges } from '../../oauth/client-changes.service.js';
import { ClientList } from '../../oauth/client-list.service.js';
import { CONNECTION_NAME } from '../../oauth/connection-name.js';
import {
  connectionNameTaken,
  invalidClientValue,
  noOrganizationToJoin,
  unknownClient,
} from '../../oauth/refusals.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ApiIfMatch, TAGGED } from '../directory/directory-endpoint.js';
import { EntityTagInterceptor } from '../entity-tag.interceptor.js';
import { OauthClientChangesRequest, OauthClientResponse } from './oauth-clients.dto.js';

/** Changes of an OAuth client, such as new keys. */
@AdminEndpoint('oauth-clients', 'OAuth clients')
@UseInterceptors(EntityTagInterceptor)
export class OauthClientChangesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ClientChanges,
    private readonly list: ClientList,
  ) {}

  @Patch(':id')
  @Operation(
    'Change an OAuth client',
    'For example, to set new keys: `jwks` replaces `jwksUrl`, and vice versa. From the next request on, assertions must match the new values. Sending `jwksUrl`, even the same one, makes Declaree fetch the keys again. Access tokens that the client already has stay valid until they expire; to end them too, revoke the client.',
  )
  @ApiIfMatch()
  @ApiOkResponse({ type: OauthClientResponse, ...TAGGED })
  @Refuses(
    invalidName.shownWith(CONNECTION_NAME, 'not contain control characters'),
    invalidClientValue,
    noOrganizationToJoin,
    keyCredential,
    unknownClient,
    connectionNameTaken,
  )
  change(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Body() body: OauthClientChangesRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<OauthClientResponse> {
    forbidKeyCredential(caller);
    return this.unitOfWork.write(caller.accountId, async (tx) => {
      const current = await this.changes.read(tx, id);
      requireMatch(ifMatch, current.version);
      await this.changes.change(tx.by(caller.author), current, body);
      return this.list.get(tx, id);
    });
  }
}
