import type { ModuleChange } from '../../accounts/modules.service.js';
import type { ScimPause } from '../../auth/principal.js';
import { moment } from '../../common/moment.js';
import { ok, problem, warning, type Check, type Finding, type ProviderConnection } from '../check.js';

/** Declaree support switches SCIM on per account; the account's administrators can pause it. */
export const moduleCheck: Check = {
  id: 'module',
  title: 'SCIM module',
  run: async (_, { module: { enabled, change }, pause }) => {
    if (enabled && pause) return paused(pause);
    if (enabled) return ok(`SCIM is on for this account${change === null ? '' : `, ${switched(change)}`}.`);
    return problem(
      change === null
        ? 'SCIM is off for this account; it has never been switched on.'
        : `SCIM is off for this account, ${switched(change)}.`,
      "Ask Declaree support to switch on the SCIM module. Support can do so on the account's overview.",
    );
  },
};

function paused({ by, at }: ScimPause): Finding {
  const who = by === null ? '' : ` by ${by}`;
  const when = at === null ? '' : ` on ${moment(at)}`;
  return problem(
    `SCIM was paused${who}${when}: all requests from the identity provider are refused.`,
    'An administrator of the account can resume it in Declaree, under Provisioning settings.',
  );
}

/** A connection is not a user, but new users still join its organization. */
function connectionFinding({ name, organizationName, parentId }: ProviderConnection): Finding {
  if (parentId === null) {
    return ok(`The identity provider uses the connection "${name}"; new users join ${organizationName}.`);
  }
  return warning(
    `The identity provider uses the connection "${name}". New users without an organization join ${organizationName}, which is below another organization.`,
    'If such users should join the parent organization, set up a new connection with it in Declaree under Connections.',
  );
}

const switched = ({ changedAt, changedBy, reason }: ModuleChange) =>
  `switched by ${changedBy} on ${moment(changedAt)}${reason === null ? '' : ` (${reason})`}`;

/** The identity provider needs an administrator who can log in, ideally in the organization that new users should join. */
export const administratorCheck: Check = {
  id: 'provisioning-admin',
  title: 'Provisioning administrator',
  run: async (_, { words: { connection, test }, administrators: { named, usable }, connection: used }) => {
    if (used) return connectionFinding(used);
    const fault = named?.fault
      ? `${named.userName}, the user that the identity provider last logged in as, ${named.fault}.`
      : '';
    if (!usable) {
      return problem(
        `No active user of role admin has a password or a valid API key. ${fault}`.trim(),
        `In Declaree, make a user of the account an administrator and set a password for it, or have Declaree support do so. Then enter its credentials ${connection}.`,
      );
    }
    if (fault !== '') {
      return warning(
        `${fault} You could use ${usable.userName}.`,
        `Fix this in Declaree, or enter the credentials of ${usable.userName} ${connection}. Then ${test}.`,
      );
    }
    if (usable.parentId === null) {
      return ok(`${usable.userName} can log in and is in ${usable.organizationName}, a parent organization.`);
    }
    return warning(
      `${usable.userName} can log in and is in ${usable.organizationName}, which is below another organization. New users without an organization join ${usable.organizationName}.`,
      `If such users should join the parent organization, move ${usable.userName} there in Declaree.`,
    );
  },
};
