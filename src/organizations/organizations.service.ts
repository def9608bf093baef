import { Injectable } from '@nestjs/common';
import { AuditService, type AuditSubject } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { foldKey } from '../common/fold-key.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { DuplicateKeyError, StillReferencedError } from '../platform/database/connections/driver-errors.js';
import type { Takes } from '../platform/database/sql/columns.js';
import type { ListedRows } from '../platform/database/sql/selection.js';
import { any, equal, idIs, contains, type Where } from '../platform/database/sql/predicate.js';
import { organizationNameKey } from './organization-name.js';
import { Organization } from './organization.entity.js';
import { requireNoCycle } from './organization-tree.js';
import {
  organizationHasChildren,
  organizationInUse,
  organizationNameTaken,
  unknownOrganization,
  unknownParent,
} from './refusals.js';

const COLUMNS = ['id', 'name', 'parentId', 'version', 'createdAt', 'updatedAt'] as const;

export type OrganizationRow = Pick<Organization, (typeof COLUMNS)[number]>;

/** Called in the transaction that gives an organization another parent. */
export interface OrganizationListener {
  moved(tx: AuthoredTransaction): Promise<void>;
}

/** The legal entities of an account. */
@Injectable()
export class OrganizationsService {
  private listener: OrganizationListener | undefined;

  constructor(private readonly audit: AuditService) {}

  register(listener: OrganizationListener): void {
    this.listener = listener;
  }

  /** Throws `conflict` (`organization-name-taken`), and `invalid` (`unknown-parent`). */
  async create(
    tx: AuthoredTransaction,
    {
      id = newId(),
      name,
      parentId = null,
    }: { id?: string | undefined; name: string; parentId?: string | null },
  ): Promise<OrganizationRow> {
    if (parentId !== null) await this.requireParent(tx, parentId);
    const now = new Date().toISOString();
    const row = { id, name, parentId, version: 1, createdAt: now, updatedAt: now };
    await this.unique(name, () => tx.insert(Organization, [{ ...row, nameKey: organizationNameKey(name) }]));
    const changes = differences({}, { name, parentId });
    await this.audit.record(tx, { action: 'organization.created', subject: subjectOf(row), changes });
    return row;
  }

  /** With `lock`, other writers of this organization wait until the transaction ends. */
  find(tx: AccountTransaction, id: string, { lock = false } = {}): Promise<OrganizationRow | undefined> {
    return tx.find(Organization, { columns: COLUMNS, where: idIs(id), forUpdate: lock });
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string, options?: { lock?: boolean }): Promise<OrganizationRow> {
    const row = await this.find(tx, id, options);
    if (!row) throw unknownOrganization(id);
    return row;
  }

  /** The organization with that id, else the one with that name, case-insensitive. */
  async findNamed(tx: AccountTransaction, text: string): Promise<OrganizationRow | undefined> {
    const found = await tx.select(Organization, {
      columns: COLUMNS,
      where: any(equal('id', text), equal('nameKey', foldKey(text))),
    });
    return found.find(({ id }) => id === text) ?? found[0];
  }

  /** The names of organizations by their ids. */
  async namesOf(tx: AccountTransaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await tx.selectListed(Organization, 'id', [...new Set(ids)], { columns: ['id', 'name'] });
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** All organizations of the account, oldest first. */
  list(tx: AccountTransaction): Promise<OrganizationRow[]> {
    return tx.select(Organization, {
      columns: COLUMNS,
      orderBy: [{ column: 'id' }],
    });
  }

  select(tx: AccountTransaction, selection: ListedRows<Takes<Organization>>): Promise<OrganizationRow[]> {
    return tx.select(Organization, { columns: COLUMNS, ...selection });
  }

  count(tx: AccountTransaction, where?: Where<Organization>): Promise<number> {
    return tx.count(Organization, where);
  }

  /** Organizations whose name contains `search`, case-insensitive, ordered by name. */
  async page(
    tx: AccountTransaction,
    { search = '', ...request }: PageRequest,
  ): Promise<Page<OrganizationRow>> {
    const text = foldKey(search.trim());
    const where = contains('nameKey', text);
    const items = await tx.select(Organization, {
      columns: COLUMNS,
      where,
      orderBy: [{ column: 'nameKey' }],
      ...windowOf(request),
    });
    return { items, total: await tx.count(Organization, where) };
  }

  /**
   * Renames or moves `current`, which was read with a lock; writes nothing if nothing differs. Throws like `create`,
   * and `invalid` (`organization-cycle`) for a parent below itself.
   */
  async update(
    tx: AuthoredTransaction,
    current: OrganizationRow,
    { name, parentId }: Pick<OrganizationRow, 'name' | 'parentId'>,
  ): Promise<OrganizationRow> {
    if (name === current.name && parentId === current.parentId) return current;
    if (parentId !== null && parentId !== current.parentId) {
      await this.requireParent(tx, parentId);
      await requireNoCycle(tx, current.id, parentId);
    }
    const changes = { name, parentId, version: current.version + 1, updatedAt: new Date().toISOString() };
    const columns = { ...changes, ...(name === current.name ? {} : { nameKey: organizationNameKey(name) }) };
    await this.unique(name, () => tx.update(Organization, columns, idIs(current.id)));
    await this.audit.record(tx, {
      action: 'organization.changed',
      subject: subjectOf(current),
      changes: differences({ name: current.name, parentId: current.parentId }, { name, parentId }),
    });
    if (parentId !== current.parentId) await this.listener?.moved(tx);
    return { ...current, ...changes };
  }

  /** Deletes an organization whose row is locked. Throws `conflict` while anything refers to it. */
  async delete(tx: AuthoredTransaction, { id, name }: Pick<Organization, 'id' | 'name'>): Promise<void> {
    const below = await tx.count(Organization, equal('parentId', id));
    if (below > 0) throw organizationHasChildren(name, below);
    try {
      await tx.delete(Organization, idIs(id));
    } catch (error) {
      if (!(error instanceof StillReferencedError)) throw error;
      throw organizationInUse(name).with({ cause: error });
    }
    await this.audit.record(tx, { action: 'organization.deleted', subject: subjectOf({ id, name }) });
  }

  /**
   * Finds a user's organization: the first of `wishes` (names, case-insensitive, or ids) that exists, else the one with
   * the id `otherwise`. `unmatched` lists the earlier wishes without a match. Throws `not-found` if `otherwise` does
   * not exist either.
   */
  async route(
    tx: AccountTransaction,
    wishes: readonly string[],
    otherwise: string,
  ): Promise<{ organization: OrganizationRow; unmatched: string[] }> {
    const candidates = await tx.select(Organization, {
      columns: [...COLUMNS, 'nameKey'],
      where: any(
        equal('id', otherwise),
        ...wishes.flatMap((wish) => [equal('id', wish), equal('nameKey', foldKey(wish))]),
      ),
    });
    const fits = (wish: string) =>
      candidates.find(({ id }) => id === wish) ?? candidates.find(({ nameKey }) => nameKey === foldKey(wish));
    const found = [...wishes, otherwise].map(fits);
    const index = found.findIndex((candidate) => candidate !== undefined);
    const organization = found[index];
    if (!organization) throw unknownOrganization(otherwise);
    return { organization, unmatched: wishes.slice(0, index) };
  }

  /** Locks the parent, so that it cannot be deleted meanwhile. */
  private async requireParent(tx: AccountTransaction, id: string): Promise<void> {
    if (await this.find(tx, id, { lock: true })) return;
    throw unknownParent(id);
  }

  private async unique(name: string, write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      throw organizationNameTaken(name).with({ cause: error });
    }
  }
}

function subjectOf({ id, name }: Pick<Organization, 'id' | 'name'>): AuditSubject {
  return { type: 'organization', id, name };
}
