import { Injectable } from '@nestjs/common';
import { Departures, type Departure } from '../expenses/departures.service.js';
import { ExpenseReports } from '../expenses/reports.service.js';
import type { StoredReport } from '../expenses/stored-report.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { namesOf } from '../users/names-of.js';

/** How many of the reports that wait for a person are listed. */
const MOST_LISTED = 25;

interface Linked {
  id: string;
  name: string;
}

/** What depends on a person, with names. */
export interface DepartureView {
  id: string;
  name: string;
  departure: Departure;
  /** The first reports that the person decides next. */
  waiting: readonly StoredReport[];
  finalApproverOf: readonly Linked[];
  deputyOf: readonly Linked[];
}

/** Reads the effects that a person's departure would have, for pages. */
@Injectable()
export class DepartureViews {
  constructor(
    private readonly departures: Departures,
    private readonly reports: ExpenseReports,
    private readonly organizations: OrganizationsService,
  ) {}

  /** Throws `not-found`. */
  async read(tx: AccountTransaction, id: string): Promise<DepartureView> {
    const departure = await this.departures.preview(tx, id);
    const { finalApproverOf, deputyOf } = departure;
    const waiting = await this.reports.waitingFor(tx, id, { page: 1, limit: MOST_LISTED });
    const people = await namesOf(tx, [id, ...deputyOf]);
    const organizations = await this.organizations.namesOf(tx, finalApproverOf);
    return {
      id,
      name: people.get(id) ?? id,
      departure,
      waiting: waiting.items.filter(({ steps }) =>
        steps.some(({ state, approverId }) => state === 'open' && approverId === id),
      ),
      finalApproverOf: linked(finalApproverOf, organizations),
      deputyOf: linked(deputyOf, people),
    };
  }
}

const linked = (ids: readonly string[], names: ReadonlyMap<string | null, string>): Linked[] =>
  ids.map((id) => ({ id, name: names.get(id) ?? id }));
