import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/logging/logger.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { all, idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ApiKey } from './api-key.entity.js';
import { LastUses, unusedSince } from './last-uses.js';

/** Tracks the last use of each API key to the minute. */
@Injectable()
export class ApiKeyUses extends LastUses {
  constructor(unitOfWork: UnitOfWork, lateWrites: LateWrites, @Inject(LOGGER) logger: Logger) {
    super(unitOfWork, lateWrites, logger, { idField: 'keyId', words: 'an API key' });
  }

  protected override async store(tx: AccountTransaction, id: string, time: string): Promise<void> {
    await tx.update(ApiKey, { lastUsedAt: time }, all(idIs(id), unusedSince(time)));
  }
}
