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
