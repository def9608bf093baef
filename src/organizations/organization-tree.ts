import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { Organization } from './organization.entity.js';
import { organizationCycle } from './refusals.js';

/**
 * Throws `invalid` (`organization-cycle`) if `parentId` is `id` or below it. Locks the account's whole tree until the
 * transaction ends, because two concurrent moves could form a cycle together.
 */
export async function requireNoCycle(tx: AccountTransaction, id: string, parentId: string): Promise<void> {
  const tree = await tx.select(Organization, {
    columns: ['id', 'parentId'],
    orderBy: [{ column: 'id' }],
    forUpdate: true,
  });
  const parents = new Map(tree.map((each) => [each.id, each.parentId]));
  for (let above: string | null = parentId; above !== null; above = parents.get(above) ?? null) {
    if (above === id) throw organizationCycle();
  }
}
