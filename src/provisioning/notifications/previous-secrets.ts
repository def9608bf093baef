/** A secret that a webhook had before. */
export interface PreviousSecret {
  /** Encrypted: see `WebhookSecrets`. */
  sealed: string;
  /** Until when messages are signed with it too. */
  until: string;
}

/** The previous secrets in a webhook's column with which messages are signed at `now`, newest first. */
export function previousSecrets(text: string | null, now: Date): PreviousSecret[] {
  if (text === null) return [];
  const stored = JSON.parse(text) as PreviousSecret[];
  return stored.filter(({ until }) => until > now.toISOString());
}

/** The columns of a webhook for these previous secrets. */
export function previousColumns(secrets: readonly PreviousSecret[]) {
  const [last] = secrets.map(({ until }) => until).toSorted((one, other) => other.localeCompare(one));
  return {
    previousSecrets: secrets.length === 0 ? null : JSON.stringify(secrets),
    previousSecretsUntil: last ?? null,
  };
}
