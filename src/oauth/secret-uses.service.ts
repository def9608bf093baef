import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LastUses, unusedSince } from '../auth/last-uses.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { all, idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ClientSecret } from './client-secret.entity.js';

const HOUR_MS = 3_600_000;

/**
 * Tracks the last use of each client secret to the hour. It shows which of several secrets the identity
 * provider has.
 */
@Injectable()
export class SecretUses extends LastUses {
  constructor(unitOfWork: UnitOfWork, lateWrites: LateWrites, @Inject(LOGGER) logger: Logger) {
    super(unitOfWork, lateWrites, logger, {
      idField: 'secretId',
      words: 'a client secret',
      oncePerMs: HOUR_MS,
    });
  }

  protected override async store(tx: AccountTransaction, id: string, time: string): Promise<void> {
    await tx.update(ClientSecret, { lastUsedAt: time }, all(idIs(id), unusedSince(time)));
  }
}
