import { invalid } from '../common/errors.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { Organization } from './organization.entity.js';

/**
 * Throws `invalid` (`organization-cycle`) where `id`, or one below it, is `parentId`. Holds the account's whole
 * tree until the transaction ends: of two moves at once, either may be fine and both together a cycle.
 */
export async function requireNoCycle(tx: AccountTransaction, id: string, parentId: string): Promise<void> {
  const tree = await tx.select(Organization, {
    columns: ['id', 'parentId'],
    orderBy: [{ column: 'id' }],
    forUpdate: true,
  });
  const parents = new Map(tree.map((each) => [each.id, each.parentId]));
  for (let above: string | null = parentId; above !== null; above = parents.get(above) ?? null) {
    if (above !== id) continue;
    throw invalid('An organization can be neither its own parent nor below one of its own.', {
      code: 'organization-cycle',
      pointer: '/parentId',
    });
  }
}
