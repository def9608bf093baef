import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LastUses, unusedSince } from '../auth/last-uses.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { all, idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { OauthClient } from './oauth-client.entity.js';

/** Tracks the last use of each connection to the minute. */
@Injectable()
export class ConnectionUses extends LastUses {
  constructor(unitOfWork: UnitOfWork, lateWrites: LateWrites, @Inject(LOGGER) logger: Logger) {
    super(unitOfWork, lateWrites, logger, { idField: 'connectionId', words: 'a connection' });
  }

  protected override async store(tx: AccountTransaction, id: string, time: string): Promise<void> {
    await tx.update(OauthClient, { lastUsedAt: time }, all(idIs(id), unusedSince(time)));
  }
}
