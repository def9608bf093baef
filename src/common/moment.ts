const FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
});

/** Formats an instant (ISO 8601) for people, to the minute, in UTC like the identity providers' logs. */
export function moment(instant: string): string {
  return FORMAT.format(new Date(instant));
}

const UNITS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
] as const;

/** How long ago an instant (ISO 8601) was, to the hour, such as `3 hours ago`. */
export function ago(instant: string, now = Date.now()): string {
  const ms = now - Date.parse(instant);
  for (const [unit, length] of UNITS) {
    const count = Math.floor(ms / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'less than an hour ago';
}
