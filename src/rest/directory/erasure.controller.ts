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

/** Erases a person on request (GDPR). */
@DirectoryEndpoint('users/:id/erase', 'Users')
export class ErasureController {
  constructor(private readonly erasure: PersonErasure) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Erase a person',
    description:
      'Deletes the user if it still exists, and permanently removes all its personal data: from the user itself, the provisioning log and the audit trail. The fact and time of each event stay. Repeating it changes nothing.',
  })
  @ApiNoContentResponse({ description: 'Erased.' })
  @ApiForbiddenResponse({ description: 'It is your own user.' })
  @ApiNotFoundResponse({ description: 'The account does not have this user, and never had.' })
  @ApiConflictResponse({ description: 'It would leave the account without an active administrator.' })
  async erase(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') userId: string,
    @Body() { reason = null }: ErasureRequest,
  ): Promise<void> {
    await this.erasure.erase({ accountId, userId, reason }, author);
  }
}
