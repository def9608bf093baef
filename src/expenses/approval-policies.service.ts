import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { equal } from '../platform/database/sql/predicate.js';
import { UsersService } from '../users/users.service.js';
import { ApprovalPolicy } from './approval-policy.entity.js';
import { policiesOf, RULES, type EffectivePolicy, type PolicyRules } from './effective-policies.js';
import { StepMoves } from './step-moves.service.js';

/** The rules to change. */
export type PolicyChanges = { readonly [K in keyof PolicyRules]?: PolicyRules[K] | undefined };

/** Approval policies of organizations. An organization without one follows the nearest above that has one. */
@Injectable()
export class ApprovalPolicies {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly users: UsersService,
    private readonly groups: GroupsService,
    private readonly moves: StepMoves,
    private readonly audit: AuditService,
  ) {}

  /** Throws `not-found` for an unknown organization. */
  async get(tx: AccountTransaction, organizationId: string): Promise<EffectivePolicy> {
    await this.organizations.get(tx, organizationId);
    return (await policiesOf(tx, [organizationId])).of(organizationId);
  }

  /**
   * Gives the organization a policy of its own, or changes it. Applies to later decisions, and to reports
   * that have no approver. Writes nothing without a rule to change, nor if its own policy has all of them.
   * Throws `not-found` for an unknown organization, user or group.
   * @param check gets the current policy, which nobody else changes until the transaction ends; its errors
   * are passed on
   */
  async change(
    tx: AuthoredTransaction,
    organizationId: string,
    changes: PolicyChanges,
    check: (current: EffectivePolicy) => void = () => {},
  ): Promise<EffectivePolicy> {
    const organization = await this.organizations.get(tx, organizationId, { lock: true });
    const current = (await policiesOf(tx, [organizationId])).of(organizationId);
    check(current);
    const rules = rulesOf(current, changes);
    const changed = differences(rulesOf(current), rules);
    const isOwn = current.fromId === organizationId;
    const isEmpty = Object.values(changes).every((rule) => rule === undefined);
    if (isEmpty || (isOwn && changed.length === 0)) return current;
    if (changes.finalApproverId) await this.users.get(tx, changes.finalApproverId);
    if (changes.finalGroupId) await this.groups.setApproves(tx, changes.finalGroupId);
    const version = isOwn ? current.version + 1 : 1;
    const row = { ...rules, version, updatedAt: new Date().toISOString() };
    if (isOwn) await tx.update(ApprovalPolicy, row, equal('organizationId', organizationId));
    else await tx.insert(ApprovalPolicy, [{ organizationId, ...row }]);
    await this.audit.record(tx, {
      action: 'approval-policy.changed',
      subject: { type: 'organization', id: organizationId, name: organization.name },
      changes: changed,
    });
    await this.moves.moveWaiting(tx);
    return { ...rules, fromId: organizationId, version };
  }
}

function rulesOf(policy: PolicyRules, changes: PolicyChanges = {}): PolicyRules {
  const names = Object.values(RULES);
  const rules = names.map((name) => [name, changes[name] === undefined ? policy[name] : changes[name]]);
  return Object.fromEntries(rules) as PolicyRules;
}
