import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AdminGuard } from '../auth/admin.guard.js';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { csvBeginning, csvText } from '../common/csv-text.js';
import { DriftStore, type DriftResult } from '../provisioning/drift/drift-store.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { KIND_WORDS } from './pages/drift-page.js';
import { SessionGuard } from './session.guard.js';

/** The last comparison as a file that spreadsheets open, without formulas. */
@ApiExcludeController()
@UseGuards(SessionGuard, AdminGuard)
@Controller('drift.csv')
export class DriftFileController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: DriftStore,
  ) {}

  /** Throws `not-found` (`no-comparison`). */
  @Get()
  async download(@CurrentUser() { accountId }: UserPrincipal, @Res() reply: FastifyReply): Promise<void> {
    const result = await this.unitOfWork.read(accountId, (tx) => this.store.last(tx));
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="comparison.csv"')
      .header('cache-control', 'no-store')
      .send(csvBeginning('excel') + csvText(linesOf(result), 'excel'));
  }
}

/** One line for each person, or for each field that differs. */
function linesOf({ people }: DriftResult): string[][] {
  const lines = people.flatMap(({ kind, userName, userId, fields }) => {
    const person = [KIND_WORDS[kind], userName, userId ?? ''];
    if (fields.length === 0) return [[...person, '', '', '']];
    return fields.map(({ field, here, there }) => [...person, field, here ?? '', there ?? '']);
  });
  return [['difference', 'userName', 'id', 'field', 'in Declaree', 'in the list'], ...lines];
}
