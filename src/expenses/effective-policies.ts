import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { leftJoin } from '../platform/database/sql/selection.js';
import { Organization } from '../organizations/organization.entity.js';
import { ApprovalPolicy } from './approval-policy.entity.js';

/** The columns of the rules. */
export const RULES = {
  levels: 'levels',
  finalApproverId: 'finalApproverId',
  finalGroupId: 'finalGroupId',
  finalFrom: 'finalFrom',
  fallback: 'fallback',
  submitForLeaver: 'submitForLeaver',
  leaverDays: 'leaverDays',
} as const;

export type PolicyRules = Pick<ApprovalPolicy, keyof typeof RULES>;

/** The policy that applies to an organization. */
export interface EffectivePolicy extends PolicyRules {
  /** The organization whose policy it is; null if neither it nor one above has one. */
  fromId: string | null;
  /** 0 without a policy of its own. */
  version: number;
}

/** Without any policy. */
const DEFAULT: EffectivePolicy = {
  levels: 0,
  finalApproverId: null,
  finalGroupId: null,
  finalFrom: null,
  fallback: 'admins',
  submitForLeaver: 'manager',
  leaverDays: 30,
  fromId: null,
  version: 0,
};

/** An organization that finds no policy within this many levels gets the default. */
const MOST_ABOVE = 20;

/** The policies that apply to some organizations, by id, with one statement per level of their tree. */
export async function policiesOf(
  tx: AccountTransaction,
  ids: readonly string[],
): Promise<{ of: (id: string) => EffectivePolicy }> {
  const policies = new Map<string, EffectivePolicy>();
  const parents = new Map<string, string | null>();
  let level = [...new Set(ids)];
  for (let depth = 0; level.length > 0 && depth < MOST_ABOVE; depth++) {
    const rows = await tx.selectListed(Organization, 'id', level, {
      columns: ['id', 'parentId'],
      joins: [
        leftJoin(ApprovalPolicy, { on: { organizationId: 'id' }, columns: { ...RULES, version: 'version' } }),
      ],
    });
    for (const { id, parentId, version, ...rules } of rows) {
      if (version !== null) policies.set(id, { ...(rules as PolicyRules), fromId: id, version });
      parents.set(id, parentId);
    }
    level = [...new Set(rows.flatMap(({ version, parentId }) => (version === null ? (parentId ?? []) : [])))];
    level = level.filter((id) => !parents.has(id));
  }
  return { of: (id) => nearest(id, policies, parents) };
}

function nearest(
  id: string,
  policies: ReadonlyMap<string, EffectivePolicy>,
  parents: ReadonlyMap<string, string | null>,
): EffectivePolicy {
  let at: string | null = id;
  for (let depth = 0; at !== null && depth < MOST_ABOVE; depth++) {
    const policy = policies.get(at);
    if (policy) return policy;
    at = parents.get(at) ?? null;
  }
  return DEFAULT;
}
