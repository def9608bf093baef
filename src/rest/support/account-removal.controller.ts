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

@OperatorEndpoint('accounts/:id')
export class AccountRemovalController {
  constructor(private readonly removal: AccountRemoval) {}

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove an account and all its data',
    description:
      'This cannot be undone. Logins to the account are blocked immediately. One entry stays, in the audit trail of the platform. If it is interrupted, repeat it.',
  })
  @ApiNoContentResponse({ description: 'Removed.' })
  @ApiBadRequestResponse({ description: 'The slug is not the slug of this account (`other-slug`).' })
  @ApiNotFoundResponse({ description: 'This account does not exist.' })
  async remove(
    @Param('id') accountId: string,
    @Body() { slug, reason }: RemovalBody,
    @CurrentAuthor() author: Author,
  ): Promise<void> {
    await this.removal.remove({ accountId, slug, reason: reason.trim() }, author);
  }
}
