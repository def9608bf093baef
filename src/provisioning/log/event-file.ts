import { Readable } from 'node:stream';
import { csvText } from '../../common/csv-text.js';
import { visibleJson, visibleText } from '../../common/visible-text.js';
import type { LogPage } from '../../platform/database/log-rows.js';
import type { EventQuery } from './event-filters.js';
import type { ReadEvent } from './provisioning-log.service.js';

/** How many events a CSV file has at most. */
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

/** The first line of each CSV file. */
export const FIRST_LINE = `${COLUMNS.map(([name]) => name).join(',')}\r\n`;

/** Reads one page of the events, each page in a transaction of its own. */
export type ReadPage = (query: EventQuery) => Promise<LogPage<ReadEvent>>;

/** The formats of a file of events. */
export type EventFileFormat = 'csv' | 'jsonl';

interface Format {
  head: string;
  lines: (events: readonly ReadEvent[]) => string;
  /** How many events it has at most, and what its last line says if there are more. */
  most: number;
  cutOff: string;
}

const FORMATS: Readonly<Record<EventFileFormat, Format>> = {
  csv: {
    head: FIRST_LINE,
    lines: (events) => csvText(events.map(cellsOf), 'plain'),
    most: MOST_IN_FILE,
    cutOff: csvText(
      [
        [
          `This file has the newest ${MOST_IN_FILE} events only. Choose an earlier date as the end for older ones.`,
        ],
      ],
      'plain',
    ),
  },
  // Programs that read the file would trip over a line that is not an event.
  jsonl: {
    head: '',
    lines: (events) => events.map((event) => `${visibleJson(JSON.stringify(event))}\n`).join(''),
    most: Infinity,
    cutOff: '',
  },
};

/**
 * The matching events as a file, newest first, read page by page while it is sent. CSV (RFC 4180, UTF-8) has at most
 * `MOST_IN_FILE` of them. Invisible characters are escapes in both formats, since files are read on terminals, too.
 * Throws what reading the first page throws.
 */
export async function eventFile(
  format: EventFileFormat,
  query: Omit<EventQuery, 'cursor' | 'limit'>,
  read: ReadPage,
): Promise<Readable> {
  const window = { ...query, cursor: undefined, limit: READ_AT_ONCE };
  const first = await read(window);
  return Readable.from(pieces(FORMATS[format], first, (cursor) => read({ ...window, cursor })));
}

async function* pieces(
  { head, lines, most, cutOff }: Format,
  first: LogPage<ReadEvent>,
  next: (cursor: string) => Promise<LogPage<ReadEvent>>,
): AsyncGenerator<string> {
  if (head !== '') yield head;
  let page = first;
  for (let left = most; ; left -= page.items.length) {
    const events = page.items.slice(0, left);
    if (events.length > 0) yield lines(events);
    if (page.nextCursor === null) return;
    if (page.items.length >= left) {
      yield cutOff;
      return;
    }
    page = await next(page.nextCursor);
  }
}

function cellsOf(event: ReadEvent): string[] {
  return COLUMNS.map(([, value]) => visibleText(String(value(event) ?? '')));
}
