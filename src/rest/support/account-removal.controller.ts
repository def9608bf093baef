import { Body, Delete, HttpCode, Param } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import type { Author } from '../../platform/database/author.js';
import { AccountRemoval } from '../../erasure/account-removal.service.js';
import { RemovalBody } from './requests.dto.js';

/** The end of a customer. */
@OperatorEndpoint('accounts/:id')
export class AccountRemovalController {
  constructor(private readonly removal: AccountRemoval) {}

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove an account and everything of it',
    description:
      'For good. Nobody of it can log in from the first moment. One entry stays, in the audit trail of the platform. Where it was interrupted, repeat it.',
  })
  @ApiNoContentResponse({ description: 'Removed.' })
  @ApiBadRequestResponse({ description: 'The slug is not that of the account (`other-slug`).' })
  @ApiNotFoundResponse({ description: 'There is no such account.' })
  async remove(
    @Param('id') accountId: string,
    @Body() { slug, reason }: RemovalBody,
    @CurrentAuthor() author: Author,
  ): Promise<void> {
    await this.removal.remove({ accountId, slug, reason: reason.trim() }, author);
  }
}
