import { Injectable } from '@nestjs/common';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { Operator } from '../operators/operator.entity.js';
import { OperatorsService } from '../operators/operators.service.js';
import { User } from '../users/user.entity.js';
import { UserChanges, type PasswordEnds } from '../users/user-changes.service.js';
import type { Principal } from './principal.js';

/** Reads and sets the password of a logged-in user or operator. */
@Injectable()
export class StoredPasswordsService {
  constructor(
    private readonly users: UserChanges,
    private readonly operators: OperatorsService,
  ) {}

  /** The stored hash; null if there is none. `lock` keeps it unchanged until the transaction ends. */
  async find(tx: PlatformTransaction, principal: Principal, { lock = false } = {}): Promise<string | null> {
    const columns = ['passwordHash'] as const;
    const row =
      principal.kind === 'user'
        ? await tx
            .within(principal.accountId)
            .find(User, { columns, where: idIs(principal.userId), forUpdate: lock })
        : await tx.find(Operator, { columns, where: idIs(principal.operatorId), forUpdate: lock });
    return row?.passwordHash ?? null;
  }

  /** Sets the password and ends the person's other sessions; optionally revokes the API keys. */
  async set(
    tx: PlatformTransaction,
    principal: Principal,
    passwordHash: string,
    { author, revokeApiKeys }: { author: Author } & Pick<PasswordEnds, 'revokeApiKeys'>,
  ): Promise<void> {
    const keep = { keepSessionId: principal.sessionId, revokeApiKeys };
    if (principal.kind === 'user') {
      const inside = tx.within(principal.accountId).by(author);
      const user = { id: principal.userId, userName: principal.userName };
      await this.users.setPassword(inside, user, passwordHash, { action: 'password.changed', ...keep });
    } else {
      const operator = { id: principal.operatorId, userName: principal.userName };
      await this.operators.changePassword(tx, author, { operator, passwordHash, ...keep });
    }
  }
}
