import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountRounds } from '../../accounts/account-rounds.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import { ApprovalStep } from '../../expenses/approval-step.entity.js';
import { ExpenseReport } from '../../expenses/expense-report.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, equal, exists, isIn, not, present } from '../../platform/database/sql/predicate.js';
import { rawStatement } from '../../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { Link, mailText, OwnText } from '../../platform/mail/mail-text.js';
import { NotificationOutbox, type Message } from './notification-outbox.service.js';

const MINUTE_MS = 60_000;
const EVERY_MS = 5 * MINUTE_MS;
const FIRST_AFTER_MS = 100_000;

/** Maximum number of reports in one message; the rest follow in the next one. */
const REPORTS_AT_MOST = 500;

/** How many reports a webhook's event names. */
const NAMED_AT_MOST = 50;

/** Tells administrators of submitted reports that nobody can approve: of each once, collected into one message. */
@Injectable()
export class WaitingReports extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly outbox: NotificationOutbox,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(unitOfWork, logger, 'the message about reports without an approver could not be created');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.tell(new Date()), EVERY_MS, FIRST_AFTER_MS);
  }

  /** Writes the messages that are due at `now`. Never throws: failures are logged. */
  tell(now: Date): Promise<void> {
    return this.lockEachAccount(
      (tx) => tx.queryAcrossAccounts(UNTOLD, []),
      (tx, account) => this.tellIn(tx, account, now),
    );
  }

  private async tellIn(tx: AccountTransaction, account: string, now: Date): Promise<void> {
    const reports = await tx.select(ApprovalStep, {
      columns: ['reportId'],
      where: all(
        equal('waitingFor', 'no-approver'),
        exists(ExpenseReport, { id: 'reportId' }, not(present('warnedAt'))),
      ),
      orderBy: [{ column: 'id' }],
      limit: REPORTS_AT_MOST,
    });
    const ids = reports.map(({ reportId }) => reportId);
    if (ids.length === 0) return;
    await tx.update(ExpenseReport, { warnedAt: now.toISOString() }, isIn('id', ids));
    const { publicUrl } = this.settings;
    const url = publicUrl === undefined ? undefined : `${publicUrl}/doctor`;
    await this.outbox.add(tx, 'approvals', messageOf(account, ids, url));
  }
}

function messageOf(account: string, ids: readonly string[], url: string | undefined): Message {
  const one = ids.length === 1;
  const number = new OwnText(one ? '1 expense report' : `${ids.length} expense reports`);
  const where = url === undefined ? new OwnText("the doctor in Declaree's console") : new Link(url);
  return {
    type: 'approvals.no-approver',
    data: {
      total: ids.length,
      reportIds: ids.slice(0, NAMED_AT_MOST),
      ...(url === undefined ? {} : { url }),
    },
    mail: {
      subject: mailText`${number} without an approver (${account})`,
      text: mailText`In the Declaree account ${account}, ${number} ${new OwnText(one ? 'waits' : 'wait')} for an approver:
nobody above the owner, no final approver and no admin can decide.

Assign an approver to each, or give the organization a final approver. See what else
keeps reports from being approved: ${where}`,
    },
  };
}

/** The accounts with reports that no message has been sent about. */
const UNTOLD = rawStatement<{ id: string }>(
  `SELECT a."id" FROM "accounts" a
  JOIN "account_modules" m ON m."accountId" = a."id" AND m."module" = 'expenses' AND m."enabled" = 1
  WHERE a."removingSince" IS NULL AND EXISTS (SELECT 1 FROM "approval_steps" s
  JOIN "expense_reports" r ON r."accountId" = s."accountId" AND r."id" = s."reportId" AND r."warnedAt" IS NULL
  WHERE s."accountId" = a."id" AND s."waitingFor" = 'no-approver')`,
  {},
);
