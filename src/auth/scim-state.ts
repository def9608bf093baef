import type { ScimPause } from './principal.js';

/** The columns of `SCIM_COLUMNS`. */
export interface ScimStateRow {
  scimEnabled: boolean | null;
  scimPaused: boolean | null;
  pausedBy: string | null;
  pausedAt: string | null;
}

/** Whether an account may use SCIM now, in a statement that has `scimJoins`. */
export const SCIM_COLUMNS = `m."enabled" AS scimEnabled, ps."paused" AS scimPaused, ps."pausedBy", ps."pausedAt"`;

/** @param account the column of the account's id, such as `u."accountId"` */
export const scimJoins = (account: string) =>
  `LEFT JOIN "account_modules" m ON m."accountId" = ${account} AND m."module" = 'scim'
  LEFT JOIN "provisioning_settings" ps ON ps."accountId" = ${account}`;

/** The types of the columns. */
export const SCIM_KINDS = { scimEnabled: 'boolean', scimPaused: 'boolean', pausedAt: 'instant' } as const;

/** The facts about a principal. */
export function scimStateOf({ scimEnabled, scimPaused, pausedBy, pausedAt }: ScimStateRow): {
  scimEnabled: boolean;
  scimPause: ScimPause | null;
} {
  const scimPause = scimPaused === true ? { by: pausedBy, at: pausedAt } : null;
  return { scimEnabled: scimEnabled === true, scimPause };
}
