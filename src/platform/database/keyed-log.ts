import { ofWindow, logPage, type LogPage, type LogRow, type LogWindow } from './log-rows.js';
import { compare, isIn, type Where } from './sql/predicate.js';

/** How many rows of a key one page looks at, if they must match something else, too. */
export const LOOKED_AT = 20_000;

type LogCondition<T> = Where<T> | Where<LogRow>;

/** One way to find rows of a log: a condition, and the index that leads to them in the order of ids. */
export interface LogKey<T> {
  where: Where<T>;
  index: string;
  /** Further conditions, which the index does not serve. */
  filters?: readonly Where<T>[];
}

/** Which rows to read, newest first: those that match all conditions. */
export interface LogSelection<T> {
  conditions: readonly LogCondition<T>[];
  forceIndex?: string;
  limit: number;
  offset?: number;
}

/** How the rows of one log are read: only their ids, or with all that readers get. */
export interface LogReader<T, Row> {
  ids(selection: LogSelection<T>): Promise<Pick<LogRow, 'id'>[]>;
  rows(selection: LogSelection<T>): Promise<Row[]>;
}

/**
 * Finds the rows of a log by keys. No index serves a key together with further filters, so a page then looks
 * at a limited number of the key's rows. The page may hold fewer rows than asked for; `nextCursor` continues
 * after the last row looked at.
 */
export class KeyedLog<T, Row extends Pick<LogRow, 'id'>> {
  constructor(private readonly reader: LogReader<T, Row>) {}

  /**
   * The rows of any of the keys that match all filters. Reads ids by the keys' indices, and then the rows.
   */
  async page(
    keys: readonly LogKey<T>[],
    filters: readonly LogCondition<T>[],
    window: LogWindow,
  ): Promise<LogPage<Row>> {
    const [single] = keys;
    const limit = window.limit + 1;
    if (single && keys.length === 1 && !single.filters && filters.length === 0)
      return logPage(await this.reader.rows({ ...selectionOf(single, window), limit }), window.limit);
    const ids = new Set<string>();
    let border = '';
    for (const key of keys) {
      const further = [...(key.filters ?? []), ...filters];
      const from = further.length > 0 ? await this.border(key, window) : '';
      const lookedAt = from === '' ? [] : [compare('id', '>=', from)];
      const fitting = selectionOf(key, window, [...further, ...lookedAt]);
      for (const { id } of await this.reader.ids({ ...fitting, limit })) ids.add(id);
      if (from > border) border = from;
    }
    const newest = [...ids]
      .filter((id) => id >= border)
      .toSorted()
      .toReversed();
    const { items, nextCursor } = logPage(
      newest.map((id) => ({ id })),
      window.limit,
    );
    return {
      items: await this.byIds(items.map(({ id }) => id)),
      nextCursor: nextCursor ?? (border === '' ? null : border),
    };
  }

  /** The rows with these ids, the newest first. */
  async byIds(ids: readonly string[]): Promise<Row[]> {
    if (ids.length === 0) return [];
    return this.reader.rows({ conditions: [isIn('id', ids)], limit: ids.length });
  }

  /** The id of the last row of a key that a page looks at; '' if it looks at all of them. */
  private async border(key: LogKey<T>, window: LogWindow): Promise<string> {
    const last = { ...selectionOf(key, window), limit: 1, offset: LOOKED_AT - 1 };
    const [row] = await this.reader.ids(last);
    return row?.id ?? '';
  }
}

/** What a key and a window select among the rows that match all filters. */
export function selectionOf<T>(
  { where, index }: LogKey<T>,
  window: LogWindow,
  filters: readonly LogCondition<T>[] = [],
): Pick<LogSelection<T>, 'conditions' | 'forceIndex'> {
  return { conditions: [where, ...ofWindow(window), ...filters], forceIndex: index };
}
