import type { StatementLog } from '../../support/statement-log.js';

/** What a request brings, by the names that stand for it in a recorded statement. */
export type Names = Readonly<Record<string, string | number>>;

/** A statement without what differs from one request to the next: `{name}` stands for that. */
export interface RecordedStatement {
  sql: string;
  parameters: unknown[];
}

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;
/** Three or more marks: a list of ids that an earlier statement has found. */
const LIST = /IN \((\?(?:, \?){2,})\)/;

/** The statements that ran, as they are committed. */
export function recorded({ runs }: StatementLog, names: Names): RecordedStatement[] {
  return runs
    .map((run) => withoutDurations(run))
    .map(({ sql, parameters }) => {
      const shown = parameters.map((parameter) => named(parameter, names));
      const list = LIST.exec(sql);
      if (!list) return { sql: onOneLine(sql), parameters: shown };
      const before = marks(sql.slice(0, list.index));
      return {
        sql: onOneLine(sql.replace(LIST, 'IN ({page})')),
        parameters: shown.toSpliced(before, marks(list[0]), '{page}'),
      };
    });
}

function named(parameter: unknown, names: Names): unknown {
  const whole = Object.entries(names).find(([, value]) => value === parameter);
  if (whole) return `{${whole[0]}}`;
  if (typeof parameter !== 'string') return parameter;
  let text = parameter;
  for (const [name, value] of Object.entries(names)) {
    if (typeof value === 'string') text = text.replaceAll(value, `{${name}}`);
  }
  if (ID.test(text)) return '{newId}';
  // A run of changes is known by who makes them.
  if (text.startsWith('scim:user:')) return '{source}';
  return INSTANT.test(text) ? '{now}' : text;
}

/** An event of the provisioning log says how long the request took, which is another time each time. */
function withoutDurations({ sql, parameters }: RecordedStatement): RecordedStatement {
  const columns = /^INSERT INTO `provisioning_events` \(([^)]*)\)/.exec(sql)?.[1]?.split(', ');
  const index = columns?.indexOf('`durationMs`') ?? -1;
  return index < 0 ? { sql, parameters } : { sql, parameters: parameters.with(index, 1) };
}

const marks = (sql: string) => sql.split('?').length - 1;
const onOneLine = (sql: string) => sql.replaceAll(/\s+/g, ' ');
