import { Injectable } from '@nestjs/common';
import { ApprovalPolicies } from '../expenses/approval-policies.service.js';
import type { EffectivePolicy } from '../expenses/effective-policies.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UsersService } from '../users/users.service.js';

/** The approval policy that applies to an organization, with names. */
export interface PolicyView {
  id: string;
  name: string;
  policy: EffectivePolicy;
  version: string;
  /** The organization that it is inherited from; undefined for an own policy, and for the defaults. */
  from: { id: string; name: string } | undefined;
  /** The user name of the final approver. */
  finalApprover: string | undefined;
  /** The name of the final group. */
  finalGroup: string | undefined;
}

/** Reads approval policies for pages. */
@Injectable()
export class PolicyViews {
  constructor(
    private readonly policies: ApprovalPolicies,
    private readonly organizations: OrganizationsService,
    private readonly users: UsersService,
    private readonly groups: GroupsService,
  ) {}

  /** Throws `not-found`. */
  async read(tx: AccountTransaction, id: string): Promise<PolicyView> {
    const { name } = await this.organizations.get(tx, id);
    const policy = await this.policies.get(tx, id);
    const { fromId, finalApproverId, finalGroupId } = policy;
    return {
      id,
      name,
      policy,
      version: policyVersion(policy),
      from: fromId === null || fromId === id ? undefined : await this.organizations.get(tx, fromId),
      finalApprover: finalApproverId ? (await this.users.find(tx, finalApproverId))?.userName : undefined,
      finalGroup: finalGroupId ? (await this.groups.find(tx, finalGroupId))?.displayName : undefined,
    };
  }
}

/** Identifies what a form was filled in for: the policy that applied, and its version. */
export const policyVersion = ({ fromId, version }: EffectivePolicy) => `${fromId ?? 'default'} ${version}`;
