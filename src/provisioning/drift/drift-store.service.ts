import { Injectable } from '@nestjs/common';
import { firstCharacters } from '../../common/first-characters.js';
import { foldKey } from '../../common/fold-key.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, any, compare, equal } from '../../platform/database/sql/predicate.js';
import { KEY_LENGTH, NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import type { Drifted, DriftTotals, FieldDrift } from './comparison.js';
import type { ComparedField } from './drift-columns.js';
import { DriftItem } from './drift-item.entity.js';
import { DriftReport } from './drift-report.entity.js';
import { noComparison } from './refusals.js';

/** What was compared, and how many differ. */
export interface DriftSummary {
  /** The fields of the list that were compared. */
  fields: readonly ComparedField[];
  /** Headings of the list that were not compared. */
  ignored: readonly string[];
  /** Lines that named a person who was already in the list. */
  duplicates: number;
  /** Rows of the list without a user name, and the first of them. */
  skipped: number;
  skippedRows: readonly number[];
  totals: DriftTotals;
}

/** A stored comparison: the totals, and some people of each kind. */
export interface DriftResult extends DriftSummary {
  comparedAt: string;
  people: readonly Drifted[];
}

/** How long a comparison is kept. */
const KEPT_MS = 30 * 86_400_000;

/** Keeps the last comparison of each account. */
@Injectable()
export class DriftStore {
  /** Replaces the last comparison. */
  async replace(tx: AccountTransaction, { comparedAt, people, ...summary }: DriftResult): Promise<void> {
    await removeComparison(tx);
    await tx.insert(DriftReport, [{ comparedAt, summary: JSON.stringify(summary) }]);
    const rows = people.map(({ kind, userId, userName, managed, fields }, position) => ({
      position,
      kind,
      userId,
      userName: firstCharacters(userName, NAME_LENGTH),
      userNameKey: firstCharacters(foldKey(userName), KEY_LENGTH),
      managed,
      fields: fields.length === 0 ? null : JSON.stringify(fields),
    }));
    if (rows.length > 0) await tx.insert(DriftItem, rows);
  }

  /** The last comparison. Throws `not-found` (`no-comparison`). */
  async last(tx: AccountTransaction): Promise<DriftResult> {
    const report = await tx.find(DriftReport, { columns: ['comparedAt', 'summary'] });
    if (!report?.summary) throw noComparison();
    const rows = await tx.select(DriftItem, {
      columns: ['kind', 'userId', 'userName', 'managed', 'fields'],
      orderBy: [{ column: 'position' }],
    });
    const people = rows.map(({ fields, ...row }) => ({
      ...row,
      fields: fields === null ? [] : (JSON.parse(fields) as FieldDrift[]),
    }));
    return { comparedAt: report.comparedAt, ...summaryOf(report.summary), people };
  }

  /** Deletes what a comparison says about a person, found by id or by name. */
  async erase(tx: AccountTransaction, { id, userName }: { id: string; userName: string }): Promise<void> {
    const named = equal('userNameKey', firstCharacters(foldKey(userName), KEY_LENGTH));
    await tx.delete(DriftItem, any(equal('userId', id), named));
  }
}

/** Comparisons of earlier releases did not count unknown states and skipped rows. */
function summaryOf(json: string): DriftSummary {
  const stored = JSON.parse(json) as DriftSummary;
  const totals = { ...stored.totals, unknownState: stored.totals.unknownState ?? 0 };
  return { ...stored, skipped: stored.skipped ?? 0, skippedRows: stored.skippedRows ?? [], totals };
}

/** Deletes an account's comparison if it is too old. */
export async function pruneDrift(tx: AccountTransaction, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  if ((await tx.count(DriftReport, compare('comparedAt', '<', before))) > 0) await removeComparison(tx);
}

async function removeComparison(tx: AccountTransaction): Promise<void> {
  await tx.delete(DriftItem, all());
  await tx.delete(DriftReport, all());
}
