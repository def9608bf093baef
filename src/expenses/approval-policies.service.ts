import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { Organization } from '../organizations/organization.entity.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { equal } from '../platform/database/sql/predicate.js';
import { leftJoin } from '../platform/database/sql/selection.js';
import { UsersService } from '../users/users.service.js';
import { ApprovalPolicy } from './approval-policy.entity.js';

/** The columns of the rules. */
const RULES = {
  levels: 'levels',
  finalApproverId: 'finalApproverId',
  finalGroupId: 'finalGroupId',
  finalFrom: 'finalFrom',
  fallback: 'fallback',
  submitForLeaver: 'submitForLeaver',
  leaverDays: 'leaverDays',
} as const;

export type PolicyRules = Pick<ApprovalPolicy, keyof typeof RULES>;

/** The rules to change. */
export type PolicyChanges = { readonly [K in keyof PolicyRules]?: PolicyRules[K] | undefined };

/** The policy that holds for an organization. */
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

/** Deeper trees of organizations take the default. */
const MOST_ABOVE = 20;

/** Approval policies of organizations. An organization without one follows the nearest above that has one. */
@Injectable()
export class ApprovalPolicies {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly users: UsersService,
    private readonly groups: GroupsService,
    private readonly audit: AuditService,
  ) {}

  /** The policies of some organizations, with one statement per level of their tree. */
  async ofAll(
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
          leftJoin(ApprovalPolicy, {
            on: { organizationId: 'id' },
            columns: { ...RULES, version: 'version' },
          }),
        ],
      });
      for (const { id, parentId, version, ...rules } of rows) {
        if (version !== null) policies.set(id, { ...(rules as PolicyRules), fromId: id, version });
        parents.set(id, parentId);
      }
      level = [
        ...new Set(rows.flatMap(({ version, parentId }) => (version === null ? (parentId ?? []) : []))),
      ];
      level = level.filter((id) => !parents.has(id));
    }
    return { of: (id) => nearest(id, policies, parents) };
  }

  /** Throws `not-found` for an unknown organization. */
  async get(tx: AccountTransaction, organizationId: string): Promise<EffectivePolicy> {
    await this.organizations.get(tx, organizationId);
    return (await this.ofAll(tx, [organizationId])).of(organizationId);
  }

  /**
   * Gives the organization a policy of its own, or changes it. Holds for decisions from then on. Throws `not-found` for an
   * unknown organization, user or group.
   * @param check sees the policy that holds, which nobody else changes until the transaction ends; what it throws, this throws
   */
  async change(
    tx: AuthoredTransaction,
    organizationId: string,
    changes: PolicyChanges,
    check: (current: EffectivePolicy) => void = () => {},
  ): Promise<EffectivePolicy> {
    const organization = await this.organizations.get(tx, organizationId, { lock: true });
    const current = (await this.ofAll(tx, [organizationId])).of(organizationId);
    check(current);
    if (changes.finalApproverId) await this.users.get(tx, changes.finalApproverId);
    if (changes.finalGroupId) await this.groups.get(tx, changes.finalGroupId);
    const rules = rulesOf(current, changes);
    const isOwn = current.fromId === organizationId;
    const version = isOwn ? current.version + 1 : 1;
    const row = { ...rules, version, updatedAt: new Date().toISOString() };
    if (isOwn) await tx.update(ApprovalPolicy, row, equal('organizationId', organizationId));
    else await tx.insert(ApprovalPolicy, [{ organizationId, ...row }]);
    await this.audit.record(tx, {
      action: 'approval-policy.changed',
      subject: { type: 'organization', id: organizationId, name: organization.name },
      changes: differences(rulesOf(current), rules),
    });
    return { ...rules, fromId: organizationId, version };
  }
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

function rulesOf(policy: PolicyRules, changes: PolicyChanges = {}): PolicyRules {
  const names = Object.values(RULES);
  const rules = names.map((name) => [name, changes[name] === undefined ? policy[name] : changes[name]]);
  return Object.fromEntries(rules) as PolicyRules;
}
