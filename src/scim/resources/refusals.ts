import type { ScimPause } from '../../auth/principal.js';
import { defineRefusal } from '../../common/define-refusal.js';
import { moment } from '../../common/moment.js';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { ROLES } from '../../users/user.entity.js';

export const scimModuleOff = defineRefusal('forbidden', 'scim-module-off', {
  when: 'The SCIM module is off for the account.',
  detail: 'The SCIM module is not enabled for this account. Contact Declaree support to have it switched on.',
});

const ROLE = { pointer: '/role' };
export const scimPaused = defineRefusal('forbidden', 'scim-paused', {
  when: "The account's administrators have paused SCIM.",
  detail: ({ by, at }: ScimPause) =>
    `Provisioning was paused in Declaree${by === null ? '' : ` by ${by}`}${at === null ? '' : ` on ${moment(at)}`}, so nothing is read or changed over SCIM. ` +
    'To resume it, an administrator of the account opens Provisioning settings in Declaree and presses Resume.',
  example: [{ by: 'anna.vries@acme.example', at: '2026-11-24T08:15:00.000Z' }],
});

export const adminRole = defineRefusal('forbidden', 'admin-role', {
  when: 'The role `admin` cannot be assigned or removed over SCIM.',
  detail:
    'The role admin cannot be assigned or removed over SCIM. Change it in Declaree, and leave it out of the provisioned attributes.',
  facts: ROLE,
});

export const unknownRole = defineRefusal('invalid', 'unknown-role', {
  when: 'The role does not exist.',
  detail: (asked: string) =>
    `There is no role "${asked}". Possible: ${ROLES.filter((role) => role !== 'admin').join(', ')}.`,
  facts: ROLE,
  example: ['boss'],
});

export const noSuchRole = defineRefusal('not-found', 'not-found', {
  id: 'no-such-role',
  when: 'There is no role with this id.',
  detail: (id: string) => `There is no role with the id "${id}". See /Roles.`,
  example: ['boss'],
});

export const noSuchEntitlement = defineRefusal('not-found', 'not-found', {
  id: 'no-such-entitlement',
  when: 'The account has no entitlement with this id.',
  detail: (id: string) => `There is no entitlement with the id "${id}" in this account. See /Entitlements.`,
  example: [`organization:${DEMO_IDS.acme}`],
});

/** For a change with which a credential would lock out its own user, and so stop provisioning. */
export const ownUser = defineRefusal('forbidden', 'own-user', {
  when: "It would lock out the credential's own user.",
  detail: (userName: string, change: 'deactivate' | 'delete' | 'rename') =>
    `This credential belongs to ${userName} and cannot ${change} its own user: provisioning would stop. ` +
    'Remove the provisioning administrator from the assignment, or do it in Declaree.',
  example: ['okta@acme.example', 'deactivate'],
});

export const unknownNamedUser = defineRefusal('not-found', 'not-found', {
  id: 'unknown-user',
  when: 'No user of the account has the `externalId` or the `userName` of the body.',
  detail: 'No user of this account has the externalId or the userName of the body. Create it with POST.',
});
