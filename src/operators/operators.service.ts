import { Injectable } from '@nestjs/common';
import { loginName } from '../accounts/name.js';
import { conflict, forbidden, notFound } from '../common/errors.js';
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

export type OperatorRow = Pick<Operator, 'id' | 'userName' | 'createdAt' | 'disabledAt'>;

interface OwnPasswordChange {
  operator: Pick<OperatorRow, 'id' | 'userName'>;
  passwordHash: string;
  keepSessionId?: string | undefined;
}

const COLUMNS = ['id', 'userName', 'createdAt', 'disabledAt'] as const;

/** Declaree's support staff. What is done to them is on record in the platform's trail. */
@Injectable()
export class OperatorsService {
  constructor(private readonly trail: PlatformTrail) {}

  /** Throws `invalid` for an unfit user name, `conflict` (`user-name-taken`) for one that is in use, in any letter case. */
  async create(
    tx: PlatformTransaction,
    author: Author,
    input: { id?: string; userName: string; passwordHash: string },
  ): Promise<OperatorRow> {
    const userName = loginName(input.userName, { label: 'The user name', pointer: '/userName' });
    const { id = newId(), passwordHash } = input;
    const operator = { id, userName, createdAt: new Date().toISOString(), disabledAt: null };
    try {
      await tx.insert(Operator, [{ ...operator, userNameKey: foldKey(userName), passwordHash }]);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      const detail = `An operator with the user name "${userName}" exists already.`;
      throw conflict(detail, { code: 'user-name-taken', pointer: '/userName', cause: error });
    }
    await this.record(tx, author, operator, 'operator.created');
    return operator;
  }

  /** In the order of their user names. */
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
    if (!found) throw notFound(`There is no operator with the id "${id}".`);
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

  /** Ends the credential and the sessions of an operator at once, or lets it log in again. Throws as `protect` does. */
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

  /** Gives an operator another password, which ends its sessions. */
  async resetPassword(
    tx: PlatformTransaction,
    author: Author,
    operator: OperatorRow,
    passwordHash: string,
  ): Promise<void> {
    await this.setPassword(tx, operator.id, passwordHash);
    await this.record(tx, author, operator, 'operator.password-reset');
  }

  /** Sets an operator's own new password, which ends its sessions but for the one to keep. */
  async changePassword(
    tx: PlatformTransaction,
    author: Author,
    { operator, passwordHash, keepSessionId }: OwnPasswordChange,
  ): Promise<void> {
    await this.setPassword(tx, operator.id, passwordHash, keepSessionId);
    await this.record(tx, author, operator, 'operator.password-changed');
  }

  /** Removes an operator with its sessions; what it did stays on record. Throws as `protect` does. */
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
   * Throws `forbidden` (`own-operator`) and `conflict` (`last-operator`) where an operator would lock itself, or everybody,
   * out. The command line may: whoever has it can make another.
   */
  private async protect(tx: PlatformTransaction, author: Author, operator: OperatorRow): Promise<void> {
    if (author.kind !== 'operator') return;
    if (author.id === operator.id) {
      throw forbidden('Ask another operator: nobody disables or removes themselves.', {
        code: 'own-operator',
      });
    }
    // Held until the end, so that two operators cannot each disable the other.
    const enabled = await tx.select(Operator, {
      columns: ['id'],
      where: not(present('disabledAt')),
      orderBy: [{ column: 'id' }],
      forUpdate: true,
    });
    if (enabled.some(({ id }) => id !== operator.id) && enabled.some(({ id }) => id === author.id)) return;
    throw conflict('This is the last operator that can log in.', { code: 'last-operator' });
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
