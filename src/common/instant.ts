const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

// The years 1 to 9999 in UTC, the range of the databases' DATETIME.
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Milliseconds since 1970 of an RFC 3339 date-time, rounded down; undefined for anything else. */
export function parseInstant(text: string): number | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] = match;
  const midnight = parseDay(date);
  if (midnight === undefined) return undefined;
  const offset = sign === undefined ? 0 : minutes(offsetHour, offsetMinute) * (sign === '-' ? -1 : 1);
  const instant =
    midnight +
    (minutes(hour, minute) - offset) * 60_000 +
    Number(second) * 1000 +
    Number(fraction.slice(0, 3).padEnd(3, '0'));
  return instant >= FIRST && instant <= LAST ? instant : undefined;
}

/** Milliseconds since 1970 of the start of a day in UTC, such as `2026-11-24`; undefined for anything else. */
export function parseDay(text: string): number | undefined {
  if (!DAY.test(text)) return undefined;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  // Date.parse turns 30 February into a day in March.
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
  return exists ? midnight : undefined;
}

function minutes(hour: string | undefined, minute: string | undefined): number {
  return Number(hour) * 60 + Number(minute);
}
