import { Body, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
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
import { Refuses } from '../../platform/http/refuses.js';
import { lastOperator, operatorNameTaken, ownOperator, unknownOperator } from '../../operators/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { USER_NAME } from '../../accounts/name.js';
import { invalidName } from '../../accounts/refusals.js';

@OperatorEndpoint('operators')
export class OperatorsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly operators: OperatorsService,
    private readonly passwords: PasswordIssuer,
  ) {}

  @Get()
  @Operation('List operators', 'Sorted by user name.')
  @ApiOkResponse({ type: OperatorPageResponse })
  async page(@Query() { page, limit }: PageQuery): Promise<OperatorPageResponse> {
    const found = await this.unitOfWork.readPlatform((tx) => this.operators.page(tx, { page, limit }));
    return { ...found, page, limit };
  }

  @Post()
  @Operation('Add an operator')
  @ApiCreatedResponse({ type: ChangedOperatorResponse })
  @Refuses(invalidName.shownWith(USER_NAME, 'not be empty'), operatorNameTaken)
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
  @Operation(
    'Disable or enable an operator, or set a new password',
    'Disabling or a new password ends all sessions of the operator immediately.',
  )
  @ApiOkResponse({ type: ChangedOperatorResponse })
  @Refuses(unknownOperator, ownOperator, lastOperator)
  async change(
    @Param('id') id: string,
    @Body() { disabled, resetPassword }: OperatorChangesBody,
    @CurrentAuthor() author: Author,
  ): Promise<ChangedOperatorResponse> {
    const issued = resetPassword ? await this.passwords.issue(undefined) : undefined;
    const operator = await this.unitOfWork.writePlatform(async (tx) => {
      const current = await this.operators.get(tx, id);
      if (issued) await this.operators.resetPassword(tx, author, current, issued.hash);
      const { disabledAt } = current;
      return this.operators.setDisabled(tx, author, current, disabled ?? disabledAt !== null);
    });
    return shown(operator, issued?.generated);
  }

  @Delete(':id')
  @Operation('Remove an operator', 'The record of their actions stays.')
  @AnswersNothing('Removed.')
  @Refuses(unknownOperator, ownOperator, lastOperator)
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
