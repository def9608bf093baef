import { foldKey } from '../../common/fold-key.js';
import { Stretch } from '../../common/stretch.js';
import { csvRows } from '../../directory/list/csv-file.js';
import { driftColumns, isActiveState, type ComparedField, type DriftColumns } from './drift-columns.js';
import { noNameColumn, tooManyRows } from './refusals.js';

/** The most people that a list may name. */
const MOST_PEOPLE = 100_000;

/** How many rows without a user name are listed by number. */
export const SKIPPED_KEPT = 20;

/** A person of the identity provider's list. */
export interface ListedPerson {
  userName: string;
  /** True for everybody if the list has no such column; undefined for an unknown state or an empty cell. */
  active: boolean | undefined;
  /** The cells, trimmed. */
  values: Partial<Record<ComparedField, string>>;
}

/** The list of an identity provider. */
export class ProviderList {
  /** Lines that name a person who was already in the list. */
  duplicates = 0;
  /** Rows without a user name. */
  skipped = 0;
  /** The first of them; the heading is row 1, and empty rows do not count. */
  readonly skippedRows: number[] = [];
  private rows = 1;
  /** By folded user name. */
  private readonly byName = new Map<string, ListedPerson>();
  private byExternalId = new Map<string, ListedPerson>();

  private constructor(readonly columns: DriftColumns) {}

  /**
   * Reads a CSV file, and yields to other work. Throws `invalid` for a file that is not CSV (`no-name-column`,
   * `too-many-rows`).
   */
  static async read(bytes: Uint8Array): Promise<ProviderList> {
    let list: ProviderList | undefined;
    const stretch = new Stretch();
    for await (const cells of csvRows(bytes)) {
      if (list) list.add(cells);
      else list = new ProviderList(namedColumns(cells));
      if (list.size > MOST_PEOPLE) throw tooManyRows(MOST_PEOPLE);
      await stretch.rest();
    }
    if (!list) throw noNameColumn();
    return list;
  }

  get size(): number {
    return this.byName.size;
  }

  /** Some external ids of the list, to see whether they are those that Declaree knows. */
  someExternalIds(most: number): string[] {
    return [...this.byExternalId.keys()].slice(0, most);
  }

  /** Matches people by name only: the ids of the list are of another kind. */
  forgetExternalIds(): void {
    this.byExternalId = new Map();
  }

  /** Whether people are matched by their external ids as well. */
  get hasExternalIds(): boolean {
    return this.byExternalId.size > 0;
  }

  /** Takes a user out of the list: by external id, else by name. Nobody is taken twice. */
  take({ userName, externalId }: { userName: string; externalId: string | null }): ListedPerson | undefined {
    const known = externalId === null ? undefined : this.byExternalId.get(externalId);
    const person = known ?? this.byName.get(foldKey(userName));
    if (!person) return undefined;
    this.byName.delete(foldKey(person.userName));
    if (person.values.externalId !== undefined) this.byExternalId.delete(person.values.externalId);
    return person;
  }

  /** Those who have not been taken. */
  left(): Iterable<ListedPerson> {
    return this.byName.values();
  }

  private add(cells: readonly string[]): void {
    const values: ListedPerson['values'] = {};
    for (const [field, index] of this.columns.fields) values[field] = (cells[index] ?? '').trim();
    const { userName = '', active } = values;
    const key = foldKey(userName);
    this.rows += 1;
    if (key === '') {
      this.skip();
      return;
    }
    if (this.byName.has(key)) {
      this.duplicates += 1;
      return;
    }
    const person = { userName, active: active === undefined ? true : isActiveState(active), values };
    this.byName.set(key, person);
    if (values.externalId) this.byExternalId.set(values.externalId, person);
  }

  private skip(): void {
    this.skipped += 1;
    if (this.skippedRows.length < SKIPPED_KEPT) this.skippedRows.push(this.rows);
  }
}

function namedColumns(heading: readonly string[]): DriftColumns {
  const columns = driftColumns(heading);
  if (!columns.fields.has('userName')) throw noNameColumn();
  return columns;
}
