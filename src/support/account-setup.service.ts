import { Injectable } from '@nestjs/common';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import { AuditService } from '../accounts/audit.service.js';
import { ModulesService } from '../accounts/modules.service.js';
import type { Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { ProvisioningAdmins, type ProvisioningAdmin } from './provisioning-admins.service.js';

/** A customer to set up, with texts as typed. */
export interface NewAccount {
  /** Generated if undefined. */
  id?: string | undefined;
  name: string;
  /** Derived from the name if undefined. */
  slug?: string | undefined;
  /** Name of the parent organization; the account's name if undefined. */
  organization?: string | undefined;
  /** Id of the parent organization; generated if undefined. */
  organizationId?: string | undefined;
  admin: { userName: string; passwordHash: string };
  scim: boolean;
}

export interface CreatedAccount extends ProvisioningAdmin {
  account: AccountRow;
}

/** Sets up a customer with everything an identity provider needs to start. */
@Injectable()
export class AccountSetup {
  constructor(
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly modules: ModulesService,
    private readonly admins: ProvisioningAdmins,
  ) {}

  /** Creates the account, its parent organization and its admin. Throws `invalid` and `conflict` (`slug-taken`). */
  async create(tx: PlatformTransaction, author: Author, input: NewAccount): Promise<CreatedAccount> {
    const account = await this.accounts.create(tx, input);
    const inside = tx.within(account.id).by(author);
    await this.audit.record(inside, {
      action: 'account.created',
      subject: { type: 'account', id: account.id, name: account.slug },
      detail: account.name,
    });
    const { organization, admin } = await this.admins.create(inside, {
      organization: input.organization ?? account.name,
      organizationId: input.organizationId,
      ...input.admin,
    });
    if (input.scim) {
      await this.modules.switchModule(inside, 'scim', {
        enabled: true,
        reason: 'Switched on when the account was created',
      });
    }
    return { account, organization, admin };
  }
}
