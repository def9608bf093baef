import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { CurrentAuthor } from '../../auth/current.decorators.js';
import { OperatorEndpoint } from '../../auth/endpoints.js';
import { PageQuery } from '../page.dto.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { OperatorsService } from '../../operators/operators.service.js';
import {
  ChangedOperatorResponse,
  NewOperatorBody,
  OperatorChangesBody,
  OperatorPageResponse,
} from './operators.dto.js';
import { PasswordIssuer } from '../../support/password-issuer.js';

const UNKNOWN = { description: 'This operator does not exist.' };
const LAST = { description: 'No other operator could log in.' };
const OWN = { description: 'You cannot disable or remove yourself.' };

@OperatorEndpoint('operators')
export class OperatorsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly operators: OperatorsService,
    private readonly passwords: PasswordIssuer,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List operators', description: 'Sorted by user name.' })
  @ApiOkResponse({ type: OperatorPageResponse })
  async page(@Query() { page, limit }: PageQuery): Promise<OperatorPageResponse> {
    const found = await this.unitOfWork.readPlatform((tx) => this.operators.page(tx, { page, limit }));
    return { ...found, page, limit };
  }

  @Post()
  @ApiOperation({ summary: 'Add an operator' })
  @ApiCreatedResponse({ type: ChangedOperatorResponse })
  @ApiConflictResponse({ description: 'An operator already has this user name.' })
  async create(
    @Body() { username: userName, password }: NewOperatorBody,
    @CurrentAuthor() author: Author,
  ): Promise<ChangedOperatorResponse> {
    const { hash: passwordHash, generated } = await this.passwords.issue(password ?? undefined);
    const operator = await this.unitOfWork.writePlatform((tx) =>
      this.operators.create(tx, author, { userName, passwordHash }),
    );
    return shown(operator, generated);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Disable or enable an operator, or set a new password',
    description: 'Disabling or a new password ends all sessions of the operator immediately.',
  })
  @ApiOkResponse({ type: ChangedOperatorResponse })
  @ApiForbiddenResponse(OWN)
  @ApiNotFoundResponse(UNKNOWN)
  @ApiConflictResponse(LAST)
  async change(
    @Param('id') id: string,
    @Body() { disabled, resetPassword }: OperatorChangesBody,
    @CurrentAuthor() author: Author,
  ): Promise<ChangedOperatorResponse> {
    const issued = resetPassword ? await this.passwords.issue(undefined) : undefined;
    const operator = await this.unitOfWork.writePlatform(async (tx) => {
      const current = await this.operators.get(tx, id);
      if (issued) await this.operators.resetPassword(tx, author, current, issued.hash);
      return disabled === undefined ? current : this.operators.setDisabled(tx, author, current, disabled);
    });
    return shown(operator, issued?.generated);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove an operator', description: 'The record of their actions stays.' })
  @ApiNoContentResponse({ description: 'Removed.' })
  @ApiForbiddenResponse(OWN)
  @ApiNotFoundResponse(UNKNOWN)
  @ApiConflictResponse(LAST)
  async remove(@Param('id') id: string, @CurrentAuthor() author: Author): Promise<void> {
    await this.unitOfWork.writePlatform(async (tx) =>
      this.operators.remove(tx, author, await this.operators.get(tx, id)),
    );
  }
}

function shown(
  { id, userName, createdAt, disabledAt }: ChangedOperatorResponse,
  password: string | undefined,
): ChangedOperatorResponse {
  return { id, userName, createdAt, disabledAt, ...(password === undefined ? {} : { password }) };
}
