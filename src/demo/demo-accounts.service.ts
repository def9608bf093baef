import { Injectable } from '@nestjs/common';
import { DEMO_IDS } from '../common/demo-ids.js';
import { SYSTEM, type Author } from '../platform/database/author.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { AccountSetup } from '../support/account-setup.service.js';
import { ADMINS, PARENT_ORGANIZATION } from './demo-people.js';
import { DemoExpenses } from './demo-expenses.service.js';
import { DemoStaff } from './demo-staff.service.js';
import { addCatalogueClients, addConnections } from './demo-connections.js';
import { addNotifications } from './demo-notifications.js';
import { DemoTraces } from './demo-traces.service.js';

const AUTHOR: Author = { ...SYSTEM, name: 'demo data' };

/** Creates two customers to try things with: Acme with all modules on, and Globex with SCIM off. */
@Injectable()
export class DemoAccounts {
  constructor(
    private readonly setup: AccountSetup,
    private readonly staff: DemoStaff,
    private readonly expenses: DemoExpenses,
    private readonly traces: DemoTraces,
  ) {}

  /** Throws if one of them exists. */
  async create(tx: PlatformTransaction, passwordHash: string): Promise<void> {
    const acme = await this.setup.create(tx, AUTHOR, {
      id: DEMO_IDS.acme,
      name: 'Acme',
      slug: 'acme',
      organization: PARENT_ORGANIZATION,
      organizationId: DEMO_IDS.acmeGroup,
      admin: { userName: ADMINS.acme, passwordHash },
      scim: true,
    });
    const inside = tx.within(acme.account.id).by(AUTHOR);
    await this.staff.add(inside, acme.organization.id, passwordHash);
    await this.expenses.add(inside, acme.admin);
    await this.traces.addLogin(inside, acme.admin);
    await this.traces.addRun(inside, acme.admin);
    await addNotifications(inside, acme.admin);
    await addConnections(inside, { id: acme.admin.id, organizationId: acme.organization.id });
    await addCatalogueClients(tx);
    const globex = await this.setup.create(tx, AUTHOR, {
      id: DEMO_IDS.globex,
      name: 'Globex',
      slug: 'globex',
      admin: { userName: ADMINS.globex, passwordHash },
      scim: false,
    });
    await this.traces.addRefusal(tx.within(globex.account.id), ADMINS.globex);
  }
}
