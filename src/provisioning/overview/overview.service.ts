import { Injectable } from '@nestjs/common';
import { DirectoryCounts, type Totals } from '../journal/directory-counts.service.js';
import type { DayCounts } from '../journal/provisioning-days.js';
import type { StoredRun } from '../journal/run-keeper.service.js';
import { RunsService } from '../journal/runs.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { Activity } from '../log/activity.js';
import { ProvisioningActivity } from '../log/provisioning-activity.service.js';
import { Owners } from '../ownership/ownership.service.js';
import { FailureCauses, type FailureReport } from '../log/failure-causes.service.js';
import { openSilences } from '../alarms/silence-alarm.service.js';
import { lastDays } from './days.js';
import { endingsOf, type Ending } from './endings.js';
import { SetupMilestones, type Milestones } from './milestones.service.js';

const DAY_MS = 86_400_000;

/** How many days of failures the overview groups by cause. */
export const FAILURE_DAYS = 7;
const RUNS_SHOWN = 5;

/** How many failures the overview reads; the page of failures by cause reads more. */
export const MOST_FAILURES = 200;

/** The most managed people that are counted, so that the first page costs no more for a large account. */
export const MOST_MANAGED = 10_000;

/** How far the account has come with its identity provider. */
export interface Setup extends Milestones {
  activity: Activity;
  totals: Totals;
  /** How many people an identity provider manages. Counting stops at `MOST_MANAGED`. */
  managed: number;
  /** Whether an identity provider has ever written a user. */
  hasUsers: boolean;
}

/** What happened in an account, and whether it works. */
export interface Overview extends Setup {
  /** The last days (UTC), today last. */
  days: readonly DayCounts[];
  /** The last runs through any channel, newest first. */
  runs: readonly StoredRun[];
  failures: FailureReport;
  ending: readonly Ending[];
  /** What the page says about each silent connection. */
  silences: readonly string[];
}

/**
 * Reads what the first page shows, with a fixed number of statements. Each reads rows that are kept up to
 * date, or a bounded number of rows.
 */
@Injectable()
export class Overviews {
  constructor(
    private readonly activity: ProvisioningActivity,
    private readonly milestones: SetupMilestones,
    private readonly counts: DirectoryCounts,
    private readonly owners: Owners,
    private readonly runs: RunsService,
    private readonly causes: FailureCauses,
  ) {}

  async read(tx: AccountTransaction): Promise<Overview> {
    return this.complete(tx, await this.readSetup(tx));
  }

  /** The overview of an account whose set-up was read in the same transaction. */
  async complete(tx: AccountTransaction, setup: Setup): Promise<Overview> {
    const now = new Date();
    return {
      ...setup,
      days: await lastDays(tx, now),
      runs: (await this.runs.page(tx, { limit: RUNS_SHOWN })).items,
      failures: await this.causes.report(tx, new Date(now.getTime() - FAILURE_DAYS * DAY_MS), MOST_FAILURES),
      ending: await endingsOf(tx, now),
      silences: await openSilences(tx),
    };
  }

  async readSetup(tx: AccountTransaction): Promise<Setup> {
    const managed = await this.owners.countPeople(tx, MOST_MANAGED + 1);
    const milestones = await this.milestones.read(tx);
    return {
      ...milestones,
      activity: await this.activity.read(tx),
      totals: await this.counts.read(tx),
      managed,
      hasUsers: milestones.firstUserAt !== null || managed > 0,
    };
  }
}
