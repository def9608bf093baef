import { Body, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { CurrentCaller } from '../../auth/current.decorators.js';
import type { UserCaller } from '../../auth/principal.js';
import { PersonErasure } from '../../erasure/person-erasure.service.js';
import { ErasureRequest } from './erasure.dto.js';
import { DirectoryEndpoint } from './directory-endpoint.js';

/** What a person may ask of the account: to be forgotten. */
@DirectoryEndpoint('users/:id/erase', 'Users')
export class ErasureController {
  constructor(private readonly erasure: PersonErasure) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Erase a person',
    description:
      'Deletes the user, if it is still there, and removes everything personal of it for good: from the row, and from what the provisioning log and the audit trail tell. That something happened, and when, stays. To repeat it changes nothing.',
  })
  @ApiNoContentResponse({ description: 'Erased.' })
  @ApiForbiddenResponse({ description: 'It is your own user.' })
  @ApiNotFoundResponse({ description: 'The account has no such user, and never had.' })
  @ApiConflictResponse({ description: 'It would leave the account without an active administrator.' })
  async erase(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') userId: string,
    @Body() { reason = null }: ErasureRequest,
  ): Promise<void> {
    await this.erasure.erase({ accountId, userId, reason }, author);
  }
}
