import { Injectable } from '@nestjs/common';
import { ModulesService } from '../accounts/modules.service.js';
import { DEMO_IDS } from '../common/demo-ids.js';
import { ApprovalPolicies } from '../expenses/approval-policies.service.js';
import { Approvals } from '../expenses/approvals.service.js';
import { Deputy } from '../expenses/deputy.entity.js';
import { ReportChanges } from '../expenses/report-changes.service.js';
import type { StoredReport } from '../expenses/stored-report.js';
import type { Viewer } from '../expenses/viewer.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { EMPLOYEES } from './demo-people.js';

const DAY_MS = 86_400_000;

/** Somebody who acts. */
interface Actor extends Viewer {
  userName: string;
}

/** Creates an approval policy, a deputy, and expense reports in each state, as people would. */
@Injectable()
export class DemoExpenses {
  constructor(
    private readonly modules: ModulesService,
    private readonly policies: ApprovalPolicies,
    private readonly changes: ReportChanges,
    private readonly approvals: Approvals,
  ) {}

  /** Switches expenses on for an account that already has its staff. */
  async add(tx: AuthoredTransaction, { id, userName }: { id: string; userName: string }): Promise<void> {
    const admin: Actor = { userId: id, userName, role: 'admin' };
    await this.modules.switchModule(tx, 'expenses', { enabled: true, reason: null });
    await this.policies.change(tx, DEMO_IDS.acmeGroup, {
      finalApproverId: DEMO_IDS.anna,
      finalFrom: 100_000,
      fallback: 'final',
    });
    await this.addOfAdmin(tx, admin);
    await this.addWaiting(tx);
    await this.addDecided(tx);
    await addDeputy(tx);
  }

  private async addOfAdmin(tx: AuthoredTransaction, admin: Actor): Promise<void> {
    await this.open(tx, admin, { id: DEMO_IDS.openReport, title: 'Train to Brussels', total: 4_180 });
    await this.open(tx, admin, { id: DEMO_IDS.spareReport, title: 'Headset', total: 8_900 });
    const own = { id: DEMO_IDS.ownSubmittedReport, title: 'Security conference', total: 64_000 };
    await this.submitted(tx, admin, own);
  }

  /** Nobody is above Anna, so her reports wait for the admin. */
  private async addWaiting(tx: AuthoredTransaction): Promise<void> {
    const [anna, lotte] = [actor(DEMO_IDS.anna), actor(DEMO_IDS.lotte)];
    const submitted = { id: DEMO_IDS.submittedReport, title: 'Dinner with the auditors', total: 31_250 };
    await this.submitted(tx, anna, submitted);
    const doubtful = { id: DEMO_IDS.doubtfulReport, title: 'Taxi to the airport', total: 19_900 };
    await this.submitted(tx, anna, doubtful);
    const waiting = { id: DEMO_IDS.waitingReport, title: 'Customer visit in Utrecht', total: 5_640 };
    await this.submitted(tx, lotte, waiting);
  }

  private async addDecided(tx: AuthoredTransaction): Promise<void> {
    const [lotte, elise] = [actor(DEMO_IDS.lotte), actor(DEMO_IDS.elise)];
    const [mira, anna] = [actor(DEMO_IDS.mira), actor(DEMO_IDS.anna)];
    const approved = { id: DEMO_IDS.approvedReport, title: 'Trade fair in Ghent', total: 12_950 };
    await this.approved(tx, lotte, mira, approved);
    const rejected = { id: DEMO_IDS.rejectedReport, title: 'Lunch', total: 7_300 };
    const lunch = await this.submitted(tx, elise, rejected);
    await this.approvals.reject(by(tx, mira), lunch, mira, 'Please name the guests.');
    const closed = { id: DEMO_IDS.closedReport, title: 'Mobile phone', total: 3_500 };
    const phone = await this.approved(tx, elise, mira, closed);
    await this.approvals.close(by(tx, anna), phone, anna);
  }

  private open(
    tx: AuthoredTransaction,
    owner: Actor,
    report: { id: string; title: string; total: number },
  ): Promise<StoredReport> {
    return this.changes.create(by(tx, owner), owner.userId, { ...report, currency: 'EUR' });
  }

  private async submitted(
    tx: AuthoredTransaction,
    owner: Actor,
    report: { id: string; title: string; total: number },
  ): Promise<StoredReport> {
    return this.approvals.submit(by(tx, owner), await this.open(tx, owner, report), owner);
  }

  private async approved(
    tx: AuthoredTransaction,
    owner: Actor,
    approver: Actor,
    report: { id: string; title: string; total: number },
  ): Promise<StoredReport> {
    const submitted = await this.submitted(tx, owner, report);
    return this.approvals.approve(by(tx, approver), submitted, approver, null);
  }
}

async function addDeputy(tx: AuthoredTransaction): Promise<void> {
  const now = Date.now();
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString();
  const [userId, deputyId] = [DEMO_IDS.mira, DEMO_IDS.thomas];
  const period = { startsAt: inDays(14), endsAt: inDays(28), createdAt: inDays(0) };
  await tx.insert(Deputy, [{ id: DEMO_IDS.deputy, userId, deputyId, ...period }]);
}

/** Throws for an id that is not an employee's. */
function actor(id: string): Actor {
  const employee = EMPLOYEES.find((each) => each.id === id);
  if (!employee) throw new TypeError(`there is no employee with the id ${id} in the demo data`);
  return { userId: id, userName: employee.userName, role: employee.role };
}

function by(tx: AuthoredTransaction, { userId, userName }: Actor): AuthoredTransaction {
  return tx.by({ kind: 'user', id: userId, name: userName, via: 'rest', address: null });
}
