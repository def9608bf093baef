import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { SYSTEM, type Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { AccountSetup } from '../support/account-setup.service.js';
import { UsersService } from '../users/users.service.js';
import { ADMINS, CHILD_ORGANIZATIONS, EMPLOYEES, GROUPS, PARENT_ORGANIZATION } from './demo-people.js';

const AUTHOR: Author = { ...SYSTEM, name: 'demo data' };

/** Creates two customers to try things with: Acme with SCIM on, and Globex with SCIM off. */
@Injectable()
export class DemoAccounts {
  constructor(
    private readonly setup: AccountSetup,
    private readonly organizations: OrganizationsService,
    private readonly users: UsersService,
    private readonly groups: GroupsService,
  ) {}

  /** Throws `conflict` if one of them exists. */
  async create(tx: PlatformTransaction, passwordHash: string): Promise<void> {
    const acme = await this.setup.create(tx, AUTHOR, {
      name: 'Acme',
      slug: 'acme',
      organization: PARENT_ORGANIZATION,
      admin: { userName: ADMINS.acme, passwordHash },
      scim: true,
    });
    await this.fill(tx.within(acme.account.id).by(AUTHOR), acme.organization.id, passwordHash);
    await this.setup.create(tx, AUTHOR, {
      name: 'Globex',
      slug: 'globex',
      admin: { userName: ADMINS.globex, passwordHash },
      scim: false,
    });
  }

  private async fill(tx: AuthoredTransaction, parentId: string, passwordHash: string): Promise<void> {
    const organizationIds = new Map<string, string>([[PARENT_ORGANIZATION, parentId]]);
    for (const name of CHILD_ORGANIZATIONS) {
      organizationIds.set(name, (await this.organizations.create(tx, { name, parentId })).id);
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
