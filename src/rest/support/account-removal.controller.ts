import { Body, Delete, Param } from '@nestjs/common';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { AccountRemoval } from '../../erasure/account-removal.service.js';
import { RemovalBody } from './requests.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownAccount } from '../../accounts/refusals.js';
import { otherSlug } from '../../erasure/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

@OperatorEndpoint('accounts/:id')
export class AccountRemovalController {
  constructor(private readonly removal: AccountRemoval) {}

  @Delete()
  @Operation(
    'Remove an account and all its data',
    'This cannot be undone. Logins to the account are blocked immediately. One entry stays, in the audit trail of the platform. If it is interrupted, repeat it.',
  )
  @AnswersNothing('Removed.')
  @Refuses(unknownAccount, otherSlug)
  async remove(
    @Param('id') accountId: string,
    @Body() { slug, reason }: RemovalBody,
    @CurrentAuthor() author: Author,
  ): Promise<void> {
    await this.removal.remove({ accountId, slug, reason: reason.trim() }, author);
  }
}
