import { Injectable } from '@nestjs/common';
import { loginName } from '../accounts/name.js';
import { conflict } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { newId } from '../common/identifier.js';
import { DuplicateKeyError } from '../database/driver-errors.js';
import type { PlatformTransaction } from '../database/platform-transaction.js';
import { all, equal, idIs, not } from '../database/predicate.js';
import { OperatorSession } from './operator-session.entity.js';
import { Operator } from './operator.entity.js';

export type OperatorRow = Pick<Operator, 'id' | 'userName'>;

/** Declaree's support staff. */
@Injectable()
export class OperatorsService {
  /** Throws `invalid` for an unfit user name, `conflict` (`user-name-taken`) for one that is in use, in any letter case. */
  async create(
    tx: PlatformTransaction,
    input: { userName: string; passwordHash: string },
  ): Promise<OperatorRow> {
    const userName = loginName(input.userName, { label: 'The user name', pointer: '/userName' });
    const id = newId();
    const row = { id, userName, userNameKey: foldKey(userName), createdAt: new Date().toISOString() };
    try {
      await tx.insert(Operator, [{ ...row, passwordHash: input.passwordHash }]);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      const detail = `An operator with the user name "${userName}" exists already.`;
      throw conflict(detail, { code: 'user-name-taken', pointer: '/userName', cause: error });
    }
    return { id, userName };
  }

  /** Sets a password, which ends the operator's sessions but for the one to keep. */
  async setPassword(
    tx: PlatformTransaction,
    operatorId: string,
    passwordHash: string,
    { keepSessionId }: { keepSessionId?: string | undefined } = {},
  ): Promise<void> {
    await tx.update(Operator, { passwordHash }, idIs(operatorId));
    const others = keepSessionId === undefined ? [] : [not(idIs(keepSessionId))];
    await tx.delete(OperatorSession, all(equal('operatorId', operatorId), ...others));
  }

  findByUserName(tx: PlatformTransaction, userName: string): Promise<OperatorRow | undefined> {
    const where = equal('userNameKey', foldKey(userName));
    return tx.find<Operator, OperatorRow>(Operator, { columns: ['id', 'userName'], where });
  }
}
