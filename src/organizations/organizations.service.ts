import { Injectable } from '@nestjs/common';
import { conflict, invalid, notFound } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { DuplicateKeyError } from '../database/driver-errors.js';
import { any, equal, idIs } from '../database/predicate.js';
import { KEY_LENGTH } from '../database/searchable-text.js';
import { Organization } from './organization.entity.js';

export type OrganizationRow = Pick<Organization, 'id' | 'name' | 'parentId'>;

const COLUMNS = ['id', 'name', 'parentId'] as const;

/** The legal entities of an account. */
@Injectable()
export class OrganizationsService {
  /** Throws `conflict` where the account has one of that name, `not-found` for an unknown parent. */
  async create(
    tx: AccountTransaction,
    { name, parentId = null }: { name: string; parentId?: string | null },
  ): Promise<OrganizationRow> {
    if (parentId !== null) await this.get(tx, parentId);
    const now = new Date().toISOString();
    const nameKey = foldKey(name);
    if (nameKey.length > KEY_LENGTH) throw invalid('The name of the organization is too long.');
    const row = { id: newId(), name, parentId };
    try {
      await tx.insert(Organization, [{ ...row, nameKey, version: 1, createdAt: now, updatedAt: now }]);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      throw conflict(`An organization named "${name}" exists already in this account.`, {
        code: 'organization-name-taken',
        cause: error,
      });
    }
    return row;
  }

  async get(tx: AccountTransaction, id: string): Promise<OrganizationRow> {
    const row = await tx.find(Organization, { columns: COLUMNS, where: idIs(id) });
    if (!row) throw notFound(`There is no organization with the id "${id}" in this account.`);
    return row;
  }

  /**
   * Where a user belongs: the organization that one of `wishes` (names in any letter case, or ids) fits, the
   * earliest wish first, else the one with the id `otherwise`. Throws `not-found` where not even that exists.
   */
  async route(
    tx: AccountTransaction,
    wishes: readonly string[],
    otherwise: string,
  ): Promise<OrganizationRow> {
    const candidates = await tx.select<Organization, OrganizationRow & { nameKey: string }>(Organization, {
      columns: [...COLUMNS, 'nameKey'],
      where: any(
        equal('id', otherwise),
        ...wishes.flatMap((wish) => [equal('id', wish), equal('nameKey', foldKey(wish))]),
      ),
    });
    const fits = (wish: string) =>
      candidates.find(({ id }) => id === wish) ?? candidates.find(({ nameKey }) => nameKey === foldKey(wish));
    const organization = [...wishes, otherwise].map(fits).find((found) => found !== undefined);
    if (!organization) throw notFound(`There is no organization with the id "${otherwise}" in this account.`);
    return organization;
  }
}
