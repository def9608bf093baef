const FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
});

/** An instant (ISO 8601) as people read it, to the minute, in UTC as the identity providers' own logs can show it. */
export function moment(instant: string): string {
  return FORMAT.format(new Date(instant));
}
