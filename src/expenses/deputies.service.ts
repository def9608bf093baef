import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import { UsersService } from '../users/users.service.js';
import { Deputy } from './deputy.entity.js';
import { deputyUnusable, MOST_DEPUTIES, roleNeeded, tooManyDeputies, unknownDeputy } from './refusals.js';
import type { Viewer } from './viewer.js';

const COLUMNS = ['id', 'userId', 'deputyId', 'startsAt', 'endsAt'] as const;

export type DeputyRow = Pick<Deputy, (typeof COLUMNS)[number]>;

/** Who stands in for whom. Users manage their own deputies; admins manage everybody's. */
@Injectable()
export class Deputies {
  constructor(
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  /** The viewer's own deputies; for admins, everybody's. */
  async page(tx: AccountTransaction, viewer: Viewer, request: PageRequest): Promise<Page<DeputyRow>> {
    const where = viewer.role === 'admin' ? all() : equal('userId', viewer.userId);
    const items = await tx.select(Deputy, {
      columns: COLUMNS,
      where,
      orderBy: [{ column: 'id', descending: true }],
      ...windowOf(request),
    });
    return { items, total: await tx.count(Deputy, where) };
  }

  /**
   * Adds a deputy for what comes to the user for approval during the period. Throws `forbidden`
   * (`role-needed`), `invalid` (`deputy-unusable`), `conflict` (`too-many-deputies`), `not-found` for unknown
   * users.
   */
  async add(tx: AuthoredTransaction, viewer: Viewer, deputy: Omit<DeputyRow, 'id'>): Promise<DeputyRow> {
    const { userId, deputyId, startsAt, endsAt } = deputy;
    requireOwn(viewer, userId);
    if (userId === deputyId) throw deputyUnusable('A person cannot be their own deputy.');
    if (endsAt <= startsAt) throw deputyUnusable('The period must end after it begins.');
    const now = new Date().toISOString();
    if (endsAt <= now) throw deputyUnusable('The period has ended already.');
    const user = await this.users.get(tx, userId, { lock: true });
    const standIn = await this.users.get(tx, deputyId);
    const current = await tx.count(Deputy, all(equal('userId', userId), compare('endsAt', '>', now)));
    if (current >= MOST_DEPUTIES) throw tooManyDeputies();
    const row = { id: newId(), ...deputy };
    await tx.insert(Deputy, [{ ...row, createdAt: now }]);
    await this.audit.record(tx, {
      action: 'deputy.added',
      subject: { type: 'user', id: userId, name: user.userName },
      detail: standIn.userName,
    });
    return row;
  }

  /** Throws `not-found`, also for a deputy that the viewer may not remove. */
  async remove(tx: AuthoredTransaction, viewer: Viewer, id: string): Promise<void> {
    const row = await tx.find(Deputy, { columns: COLUMNS, where: idIs(id), forUpdate: true });
    if (!row || (row.userId !== viewer.userId && viewer.role !== 'admin')) throw unknownDeputy(id);
    await tx.delete(Deputy, idIs(id));
    const subject = { type: 'user', id: row.userId, name: null } as const;
    await this.audit.record(tx, { action: 'deputy.removed', subject });
  }
}

function requireOwn({ userId, role }: Viewer, of: string): void {
  if (userId !== of && role !== 'admin') throw roleNeeded('the user, or an admin,');
}
