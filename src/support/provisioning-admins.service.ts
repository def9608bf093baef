import { Injectable } from '@nestjs/common';
import { typedLoginName, typedName } from '../accounts/name.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { OrganizationsService, type OrganizationRow } from '../organizations/organizations.service.js';
import { isAddress } from '../users/user-email.js';
import { UserChanges } from '../users/user-changes.service.js';

export interface NewProvisioningAdmin {
  /** Name of the parent organization, which users without a known organization join. */
  organization: string;
  /** Id of that organization; generated if undefined. */
  organizationId?: string | undefined;
  userName: string;
  passwordHash: string;
}

export interface ProvisioningAdmin {
  organization: OrganizationRow;
  admin: { id: string; userName: string };
}

/** Creates the admin whose credentials an identity provider uses, in the parent organization. */
@Injectable()
export class ProvisioningAdmins {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly users: UserChanges,
  ) {}

  /** Creates both in a new account. Throws `invalid` for an invalid name. */
  async create(tx: AuthoredTransaction, input: NewProvisioningAdmin): Promise<ProvisioningAdmin> {
    const name = typedName(input.organization, {
      label: 'The name of the organization',
      pointer: '/organization',
    });
    const userName = typedLoginName(input.userName, {
      label: "The admin's user name",
      pointer: '/admin/username',
    });
    const organization = await this.organizations.create(tx, { id: input.organizationId, name });
    const { id } = await this.users.create(tx, {
      organizationId: organization.id,
      userName,
      // Okta's test suite expects a name on the first user it finds, which in a new account is this one.
      givenName: 'Provisioning',
      familyName: 'Administrator',
      role: 'admin',
      passwordHash: input.passwordHash,
      values: isAddress(userName)
        ? [{ attribute: 'emails', value: userName, type: 'work', isPrimary: true }]
        : [],
    });
    return { organization, admin: { id, userName } };
  }
}
