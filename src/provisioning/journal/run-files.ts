import { Readable } from 'node:stream';
import type { ReadChange as ChangedValue } from '../../common/changes.js';
import { csvText } from '../../common/csv-text.js';
import type { LogPage } from '../../platform/database/log-rows.js';
import { changedValues } from './changed-values.js';
import type { ReadChange } from './runs.service.js';

/** The formats of a file of changes. */
export const CHANGE_FORMATS = ['csv', 'jsonl'] as const;
export type ChangeFormat = (typeof CHANGE_FORMATS)[number];

/** How many changes are read at once. */
export const CHANGES_AT_ONCE = 500;

/** Reads the changes after a cursor, in a transaction of its own. */
export type ReadChanges = (cursor: string | undefined) => Promise<LogPage<ReadChange>>;

const COLUMNS = ['time', 'kind', 'resourceType', 'resourceId', 'name', 'attribute', 'old', 'new', 'eventId'];

/** The first line of a CSV file. */
export const RUN_FILE_HEAD = csvText([COLUMNS], 'plain');

/**
 * The changes of a run as a file, oldest first, read page by page while it is sent. CSV (RFC 4180, UTF-8) has a line for each
 * changed attribute, JSON lines one for each change. Throws what reading the first page throws.
 */
export async function changesFile(format: ChangeFormat, read: ReadChanges): Promise<Readable> {
  const first = await read(undefined);
  const text = format === 'csv' ? csvLines : jsonLines;
  return Readable.from(pieces(first, { read, text, head: format === 'csv' ? RUN_FILE_HEAD : '' }));
}

async function* pieces(
  first: LogPage<ReadChange>,
  { read, text, head }: { read: ReadChanges; text: (changes: readonly ReadChange[]) => string; head: string },
): AsyncGenerator<string> {
  if (head !== '') yield head;
  for (let page = first; ; page = await read(page.nextCursor ?? undefined)) {
    const lines = text(page.items);
    if (lines !== '') yield lines;
    if (page.nextCursor === null) return;
  }
}

function csvLines(changes: readonly ReadChange[]): string {
  const rows = changes.flatMap((change) => {
    const { time, kind, resourceType, resourceId, name, eventId } = change;
    const values = changedValues(change);
    const attributes: readonly Partial<ChangedValue>[] = values.length === 0 ? [{}] : values;
    return attributes.map(({ path, old, new: now }) => [
      time,
      kind,
      resourceType,
      resourceId ?? '',
      name ?? '',
      path ?? '',
      cellOf(old),
      cellOf(now),
      eventId ?? '',
    ]);
  });
  return rows.length === 0 ? '' : csvText(rows, 'plain');
}

/** A text as it is, no value as an empty cell, and everything else as JSON. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function jsonLines(changes: readonly ReadChange[]): string {
  return changes
    .map((change) => {
      const { id, time, kind, resourceType, resourceId, name, eventId } = change;
      const line = {
        id,
        time,
        kind,
        resourceType,
        resourceId,
        name,
        eventId,
        changes: changedValues(change),
      };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
}
