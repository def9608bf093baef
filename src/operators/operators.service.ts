import { Injectable } from '@nestjs/common';
import { typedLoginName, USER_NAME } from '../accounts/name.js';
import { notFound } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { Author } from '../platform/database/author.js';
import { DuplicateKeyError } from '../platform/database/connections/driver-errors.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { all, equal, idIs, not, present } from '../platform/database/sql/predicate.js';
import { OperatorSession } from './operator-session.entity.js';
import { Operator } from './operator.entity.js';
import type { PlatformAction } from './platform-entry.entity.js';
import { PlatformTrail } from './platform-trail.service.js';
import { lastOperator, operatorNameTaken, ownOperator, unknownOperator } from './refusals.js';

export type OperatorRow = Pick<Operator, 'id' | 'userName' | 'createdAt' | 'disabledAt'>;

interface OwnPasswordChange {
  operator: Pick<OperatorRow, 'id' | 'userName'>;
  passwordHash: string;
  keepSessionId?: string | undefined;
}

const COLUMNS = ['id', 'userName', 'createdAt', 'disabledAt'] as const;

/** Manages Declaree's support staff. Records changes in the platform's trail. */
@Injectable()
export class OperatorsService {
  constructor(private readonly trail: PlatformTrail) {}

  /** Throws `invalid` for an invalid user name, `conflict` (`user-name-taken`) if it is in use, case-insensitive. */
  async create(
    tx: PlatformTransaction,
    author: Author,
    input: { id?: string; userName: string; passwordHash: string },
  ): Promise<OperatorRow> {
    const userName = typedLoginName(input.userName, USER_NAME);
    const { id = newId(), passwordHash } = input;
    const operator = { id, userName, createdAt: new Date().toISOString(), disabledAt: null };
    try {
      await tx.insert(Operator, [{ ...operator, userNameKey: foldKey(userName), passwordHash }]);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      throw operatorNameTaken(userName).with({ cause: error });
    }
    await this.record(tx, author, operator, 'operator.created');
    return operator;
  }

  /** Ordered by user name. */
  async page(tx: PlatformTransaction, request: PageRequest): Promise<Page<OperatorRow>> {
    const items = await tx.select(Operator, {
      columns: COLUMNS,
      orderBy: [{ column: 'userNameKey' }],
      ...windowOf(request),
    });
    return { items, total: await tx.count(Operator) };
  }

  /** Throws `not-found`. */
  async get(tx: PlatformTransaction, id: string): Promise<OperatorRow> {
    const found = await tx.find(Operator, {
      columns: COLUMNS,
      where: idIs(id),
      forUpdate: true,
    });
    if (!found) throw unknownOperator(id);
    return found;
  }

  findByUserName(tx: PlatformTransaction, userName: string): Promise<OperatorRow | undefined> {
    const where = equal('userNameKey', foldKey(userName));
    return tx.find(Operator, { columns: COLUMNS, where });
  }

  /** Throws `not-found`. */
  async getByUserName(tx: PlatformTransaction, userName: string): Promise<OperatorRow> {
    const found = await this.findByUserName(tx, userName);
    if (!found) throw notFound(`There is no operator named "${userName}".`);
    return found;
  }

  /** Disables an operator and ends their sessions, or enables them. Throws like `protect`. */
  async setDisabled(
    tx: PlatformTransaction,
    author: Author,
    operator: OperatorRow,
    disabled: boolean,
  ): Promise<OperatorRow> {
    if (disabled === (operator.disabledAt !== null)) return operator;
    if (disabled) await this.protect(tx, author, operator);
    const disabledAt = disabled ? new Date().toISOString() : null;
    await tx.update(Operator, { disabledAt }, idIs(operator.id));
    if (disabled) await tx.delete(OperatorSession, equal('operatorId', operator.id));
    await this.record(tx, author, operator, disabled ? 'operator.disabled' : 'operator.enabled');
    return { ...operator, disabledAt };
  }

  /** Sets an operator's password and ends their sessions. */
  async resetPassword(
    tx: PlatformTransaction,
    author: Author,
    operator: OperatorRow,
    passwordHash: string,
  ): Promise<void> {
    await this.setPassword(tx, operator.id, passwordHash);
    await this.record(tx, author, operator, 'operator.password-reset');
  }

  /** Sets the operator's own password and ends their sessions except the one to keep. */
  async changePassword(
    tx: PlatformTransaction,
    author: Author,
    { operator, passwordHash, keepSessionId }: OwnPasswordChange,
  ): Promise<void> {
    await this.setPassword(tx, operator.id, passwordHash, keepSessionId);
    await this.record(tx, author, operator, 'operator.password-changed');
  }

  /** Deletes an operator with their sessions; their audit entries stay. Throws like `protect`. */
  async remove(tx: PlatformTransaction, author: Author, operator: OperatorRow): Promise<void> {
    await this.protect(tx, author, operator);
    await tx.delete(OperatorSession, equal('operatorId', operator.id));
    await tx.delete(Operator, idIs(operator.id));
    await this.record(tx, author, operator, 'operator.removed');
  }

  private async setPassword(
    tx: PlatformTransaction,
    operatorId: string,
    passwordHash: string,
    keepSessionId?: string,
  ): Promise<void> {
    await tx.update(Operator, { passwordHash }, idIs(operatorId));
    const others = keepSessionId === undefined ? [] : [not(idIs(keepSessionId))];
    await tx.delete(OperatorSession, all(equal('operatorId', operatorId), ...others));
  }

  /**
   * Throws `forbidden` (`own-operator`) and `conflict` (`last-operator`) if operators would lock out themselves or
   * everyone. The command line may do it, because it can create another operator.
   */
  private async protect(tx: PlatformTransaction, author: Author, operator: OperatorRow): Promise<void> {
    if (author.kind !== 'operator') return;
    if (author.id === operator.id) throw ownOperator();
    // Held until the end, so that two operators cannot each disable the other.
    const enabled = await tx.select(Operator, {
      columns: ['id'],
      where: not(present('disabledAt')),
      orderBy: [{ column: 'id' }],
      forUpdate: true,
    });
    if (enabled.some(({ id }) => id !== operator.id) && enabled.some(({ id }) => id === author.id)) return;
    throw lastOperator();
  }

  private record(
    tx: PlatformTransaction,
    author: Author,
    { id, userName: name }: Pick<OperatorRow, 'id' | 'userName'>,
    action: PlatformAction,
  ): Promise<void> {
    return this.trail.record(tx, author, { action, subject: { id, name } });
  }
}
