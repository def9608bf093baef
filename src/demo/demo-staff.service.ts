import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { UserChanges } from '../users/user-changes.service.js';
import { CHILD_ORGANIZATIONS, EMPLOYEES, GROUPS, PARENT_ORGANIZATION } from './demo-people.js';

/** Creates the organizations, people and groups of a customer. */
@Injectable()
export class DemoStaff {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly users: UserChanges,
    private readonly groups: GroupsService,
  ) {}

  /** Adds them to an account that only has its parent organization. */
  async add(tx: AuthoredTransaction, parentId: string, passwordHash: string): Promise<void> {
    const organizationIds = new Map<string, string>([[PARENT_ORGANIZATION, parentId]]);
    for (const { id, name } of CHILD_ORGANIZATIONS) {
      await this.organizations.create(tx, { id, name, parentId });
      organizationIds.set(name, id);
    }
    const userIds = new Map(EMPLOYEES.map(({ userName, id }) => [userName, id]));
    for (const { organization, manager, ...employee } of EMPLOYEES) {
      await this.users.create(tx, {
        ...employee,
        displayName: `${employee.givenName} ${employee.familyName}`,
        organizationId: organizationIds.get(organization) ?? parentId,
        managerId: manager === undefined ? null : (userIds.get(manager) ?? null),
        passwordHash,
        values: [{ attribute: 'emails', value: employee.userName, type: 'work', isPrimary: true }],
      });
    }
    for (const { members, ...group } of GROUPS) {
      const memberIds = members.flatMap((userName) => userIds.get(userName) ?? []);
      await this.groups.create(tx, { ...group, memberIds });
    }
  }
}
