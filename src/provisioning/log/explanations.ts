import type { ErrorKind } from '../../common/errors.js';
import type { ScimErrorCode } from '../../scim/protocol/errors.js';
import { ACCESS_EXPLANATIONS } from './access-explanations.js';
import { always, holderOf, reference, refusedAttribute, sentence, type Explain } from './explanation.js';
import { NO_SUCH_ADDRESS, REQUEST_EXPLANATIONS } from './request-explanations.js';

const CORRECT_VALUE: Explain = ({ mappings, retry }, event) => ({
  reason: 'a required value is missing or invalid',
  advice: `Correct ${refusedAttribute(event)}, in the person's profile or ${mappings}. ${retry}`,
});

const NOT_ALLOWED = always(
  'this is not allowed',
  'Change what is sent as the detail says, or contact Declaree support.',
);

const GONE: Explain = (words, event) => {
  const { resourceType } = event;
  if (resourceType === null) return NO_SUCH_ADDRESS(words, event);
  const { assignments, pushAgain } = words;
  return resourceType === 'User'
    ? {
        reason: 'there is no such user in Declaree',
        advice: `If the user was deleted in Declaree: ${assignments}, remove the person from the app and assign them again. This creates a new user.`,
      }
    : {
        reason: 'there is no such group in Declaree',
        advice: `If the group was deleted in Declaree: ${pushAgain}. This creates a new group.`,
      };
};

/** An error on Declaree's side that is not a refusal. */
export const INTERNAL: Explain = (_, event) => ({
  reason: "there was an error on Declaree's side",
  advice: `Your request did not cause it. Retry; if it fails again, send Declaree support ${reference(event)}.`,
});

/** By the code of a refusal or a warning. A refusal without a code of its own has that of its kind. */
export const EXPLANATIONS = {
  ...ACCESS_EXPLANATIONS,
  ...REQUEST_EXPLANATIONS,
  invalid: CORRECT_VALUE,
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  conflict: ({ retry }) => ({
    reason: 'it conflicts with existing data',
    advice: `Change what the detail names. ${retry}`,
  }),
  stale: always(
    'somebody else changed it in the meantime',
    'Retry: the identity provider then reads the current state first. If this happens often, check that only one app or script provisions this account.',
  ),
  throttled: ({ name }) => ({
    reason: 'there were too many requests at once',
    advice: `No action is needed: ${name} waits and retries. A script must wait as the detail says.`,
  }),
  unavailable: ({ name }, event) => ({
    reason: 'Declaree was too busy, or its database did not answer',
    advice: `No action is needed yet: ${name} retries automatically. If it still fails after 15 minutes, send Declaree support ${reference(event)}.`,
  }),
  mutability: ({ mappings, retry }, event) => ({
    reason: 'the attribute cannot be changed or removed',
    advice: `Leave ${refusedAttribute(event)} out of what is sent, ${mappings}. ${retry}`,
  }),
  'invalid-value': CORRECT_VALUE,
  'too-many-requests': ({ name }) => ({
    reason: 'your account sent too many requests at once',
    advice: `No action is needed: ${name} waits and retries. If you also run a script, let it send fewer requests at a time.`,
  }),
  'user-too-large': ({ mappings }) => ({
    reason: 'the user would be too large',
    advice: `The detail names the largest attribute: leave it out, or map a shorter value to it, ${mappings}.`,
  }),
  'too-many-elements': always(
    'the user would have too many values, such as e-mail addresses and telephone numbers',
    'The detail names the attribute with the most values: correct what is mapped to it.',
  ),
  'user-name-taken': ({ assignments, name, retry }, event) => ({
    reason: `the user name is taken by ${holderOf(event, 'another active user', 'an active user')}`,
    advice: `If both are the same person: ${assignments}, remove the person from the app and assign them again, so that ${name} finds the user by user name and takes it over. If not, give one of the two another user name. ${retry}`,
  }),
  'user-name-taken-by-inactive': ({ assignments, name }, event) => ({
    reason: `the user name is taken by ${holderOf(event, 'a deactivated user', 'a deactivated user')}`,
    advice: `If both are the same person: ${assignments}, remove the person from the app and assign them again, so that ${name} finds the deactivated user by user name and reactivates it instead of creating a new one. You can also reactivate the user in Declaree. If it is somebody else, rename or delete the deactivated user in Declaree.`,
  }),
  'group-name-taken': ({ linkGroup }) => ({
    reason: 'another group has this name',
    advice: `To take over that group: ${linkGroup}. If the two are different groups, rename one of them.`,
  }),
  'unknown-member': ({ assignments }) => ({
    reason: 'a member does not exist in Declaree',
    advice: `The detail names the member. ${sentence(assignments)}, assign that person to the app first; then push the group again.`,
  }),
  'group-as-member': always(
    'a member is a group, and groups cannot be in groups',
    'The detail names the group. Push a group that has the people as direct members, or assign the inner group to the app as well.',
  ),
  'ignored-attributes': ({ mappings }) => ({
    reason: 'some of its attributes do not exist in Declaree and were ignored',
    advice: `The detail names them. Correct or remove them ${mappings}.`,
  }),
  'unknown-role': ({ mappings, retry }) => ({
    reason: 'there is no such role',
    advice: `Send one of the roles that the detail lists, ${mappings}. ${retry}`,
  }),
  'admin-role': ({ mappings, retry }) => ({
    reason: 'the role admin cannot be assigned or removed over SCIM',
    advice: `Change the role in Declaree, and do not send the value admin, ${mappings}. ${retry}`,
  }),
  'own-password-ignored': ({ name, connection }, { actor }) => ({
    reason: `the new password for ${actor} was ignored because ${name} signs in as this user`,
    advice: `No action is needed: ${name} keeps using its current password. To change it, log in to Declaree as ${actor}, and enter the new one ${connection}.`,
  }),
  'own-user': ({ name, assignments, connection }, { actor }) => ({
    reason: `${name} signs in with this user, and would lock itself out`,
    advice: `${sentence(assignments)}, remove ${actor} from the app: the provisioning user should not be provisioned itself. To rename, deactivate or delete it, enter the credentials of another administrator ${connection} first.`,
  }),
  'last-admin': ({ retry }) => ({
    reason: 'the account would have no administrator left',
    advice: `Give another user the role admin in Declaree first. ${retry}`,
  }),
  'unknown-organization': ({ resend }) => ({
    reason: 'its organization does not exist, so the user is in another one',
    advice: `Correct the organization in the person's profile or in the mapping of the attribute, or add an organization of that name in Declaree. Then send the profile again: ${resend}. If it was the enterprise organization, move the person in Declaree instead: pushing an enterprise organization again does not move existing users.`,
  }),
  'no-approver': always(
    'expense reports wait for an approver because nobody can take over',
    'The change was made. Let an admin or a controller assign an approver to each report, or give the organization a final approver.',
  ),
  'outcome-unknown': (_, event) => ({
    reason: 'the database connection was lost during the change, which may or may not have been stored',
    advice: `Retry: the identity provider first reads what is stored. If it fails again, send Declaree support ${reference(event)}.`,
  }),
  internal: INTERNAL,
} satisfies Record<ErrorKind | ScimErrorCode, Explain> & Record<string, Explain>;
