import { Body, Param, Post } from '@nestjs/common';
import { CurrentCaller } from '../../auth/current.decorators.js';
import type { UserCaller } from '../../auth/principal.js';
import { PersonErasure } from '../../erasure/person-erasure.service.js';
import { ErasureRequest } from './erasure.dto.js';
import { DirectoryEndpoint } from './directory-endpoint.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ownUser } from '../../directory/refusals.js';
import { neverExisted } from '../../erasure/refusals.js';
import { lastAdmin } from '../../users/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

/** Erases a person on request (GDPR). */
@DirectoryEndpoint('users/:id/erase', 'Users')
export class ErasureController {
  constructor(private readonly erasure: PersonErasure) {}

  @Post()
  @Operation(
    'Erase a person',
    'Deletes the user if it still exists, and permanently removes all its personal data: from the user itself, the provisioning log and the audit trail. The fact and time of each event stay. Repeating it changes nothing.',
  )
  @AnswersNothing('Erased.')
  @Refuses(neverExisted, ownUser.shownWith('erase'), lastAdmin)
  async erase(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') userId: string,
    @Body() { reason = null }: ErasureRequest,
  ): Promise<void> {
    await this.erasure.erase({ accountId, userId, reason }, author);
  }
}
