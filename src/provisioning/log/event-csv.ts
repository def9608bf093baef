import { Readable } from 'node:stream';
import { csvText } from '../../common/csv-text.js';
import type { LogPage } from '../../platform/database/log-rows.js';
import type { EventQuery } from './event-filters.js';
import type { ReadEvent } from './provisioning-log.service.js';

/** How many events a file has at most. */
export const MOST_IN_FILE = 50_000;
const READ_AT_ONCE = 500;

const COLUMNS: readonly (readonly [name: string, value: (event: ReadEvent) => string | number | null])[] = [
  ['time', ({ time }) => time],
  ['outcome', ({ outcome }) => outcome],
  ['status', ({ status }) => status],
  ['operation', ({ operation }) => operation],
  ['resourceType', ({ resourceType }) => resourceType],
  ['name', ({ subject }) => subject?.name ?? null],
  ['resourceId', ({ resourceId }) => resourceId],
  ['reading', ({ reading }) => reading],
  ['code', ({ code }) => code],
  ['detail', ({ detail }) => detail],
  ['advice', ({ advice }) => advice],
  ['attribute', ({ refused }) => refused?.attribute ?? null],
  ['value', ({ refused }) => refused?.value ?? null],
  ['count', ({ count }) => count],
  ['actor', ({ actor }) => actor],
  ['client', ({ client }) => client],
  ['durationMs', ({ durationMs }) => durationMs],
  ['id', ({ id }) => id],
];

/** The first line of each file. */
export const FIRST_LINE = `${COLUMNS.map(([name]) => name).join(',')}\r\n`;

/** Reads one page of the events, each page in a transaction of its own. */
export type ReadPage = (query: EventQuery) => Promise<LogPage<ReadEvent>>;

/**
 * The matching events as a CSV file (RFC 4180, UTF-8), newest first, read page by page while it is sent; at most
 * `MOST_IN_FILE` of them.
 */
export async function eventCsv(
  query: Omit<EventQuery, 'cursor' | 'limit'>,
  read: ReadPage,
): Promise<Readable> {
  const window = { ...query, cursor: undefined, limit: READ_AT_ONCE };
  const first = await read(window);
  return Readable.from(pieces(first, (cursor) => read({ ...window, cursor })));
}

async function* pieces(
  first: LogPage<ReadEvent>,
  next: (cursor: string) => Promise<LogPage<ReadEvent>>,
): AsyncGenerator<string> {
  yield FIRST_LINE;
  let page = first;
  for (let left = MOST_IN_FILE; ; left -= page.items.length) {
    const rows = page.items
      .slice(0, left)
      .map((event) => COLUMNS.map(([, value]) => String(value(event) ?? '')));
    if (rows.length > 0) yield csvText(rows, 'plain');
    if (page.nextCursor === null) return;
    if (page.items.length >= left) {
      yield csvText([[CUT_OFF]], 'plain');
      return;
    }
    page = await next(page.nextCursor);
  }
}

const CUT_OFF = `This file has the newest ${MOST_IN_FILE} events only. Choose an earlier date as the end for older ones.`;
