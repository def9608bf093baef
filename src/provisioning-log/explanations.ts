import type { ErrorKind } from '../common/errors.js';
import type { ScimErrorCode } from '../scim/protocol/errors.js';
import { holderOf, reference, sentence, type Explain } from './explanation.js';

/** The same in the terms of every product. */
const always =
  (reason: string, advice: string): Explain =>
  () => ({ reason, advice });

const CORRECT_VALUE: Explain = ({ mappings, retry }) => ({
  reason: 'a required value is missing or invalid',
  advice: `Correct the attribute that the detail names, in the person's profile or ${mappings}. ${retry}`,
});

const CLIENT_FAULT: Explain = ({ name }) => ({
  reason: 'the request does not follow SCIM 2.0',
  advice: `Identity providers do not send such requests: correct the script or client that did, as the detail says. If it was ${name}, contact Declaree support.`,
});

const PAGING = always(
  'the list cannot be continued from there',
  'Start the import from Declaree again. If it fails again, contact Declaree support.',
);

const TOO_LARGE = always(
  'the request is too large',
  'Send it in several parts, as the detail says. If it was a pushed group, split the group; other requests of identity providers stay below the limits.',
);

const NOT_ALLOWED = always(
  'this is not allowed',
  'Change what is sent as the detail says, or contact Declaree support.',
);

/** A request for a path that does not exist. */
const NO_SUCH_ADDRESS: Explain = ({ baseUrl, connection }) => ({
  reason: 'there is nothing at that address',
  advice: `Check the ${baseUrl}, ${connection}: it ends with /SCIM/v2.`,
});

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

const SESSION_TOKEN: Explain = ({ connection }) => ({
  reason: 'a session token cannot be used for SCIM',
  advice: `Enter the user name and password of an administrator, or an API key, ${connection}.`,
});

const NOT_AN_IDENTITY_PROVIDER: Explain = ({ connection }) => ({
  reason: "the login belongs to Declaree's support staff",
  advice: `Enter the credentials of an administrator of your own account ${connection}.`,
});

const UNCLEAR_TARGET = always(
  'the request does not say clearly which server it is for',
  'Identity providers do not send such requests: correct the script that did, or the proxy in between, so that it sends one Host header.',
);

/** By the code of a refusal or a warning. A refusal without a code of its own has that of its kind. */
export const EXPLANATIONS = {
  invalid: CORRECT_VALUE,
  unauthenticated: ({ connection, test }) => ({
    reason: 'the credentials were not accepted',
    advice: `Enter the credentials again ${connection}, and ${test}.`,
  }),
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  'method-not-allowed': ({ baseUrl, connection }) => ({
    reason: 'that address does not support this kind of request',
    advice: `Check the ${baseUrl}, ${connection}: it ends with /SCIM/v2. A script must use one of the methods that the detail lists.`,
  }),
  conflict: ({ retry }) => ({
    reason: 'it conflicts with existing data',
    advice: `Change what the detail names. ${retry}`,
  }),
  stale: always(
    'somebody else changed it in the meantime',
    'Retry: the identity provider then reads it again first. If this happens often, check that only one app or script provisions this account.',
  ),
  'too-large': TOO_LARGE,
  'head-too-large': TOO_LARGE,
  'too-slow': always(
    'the request did not arrive in time',
    'Retry. If it fails again, look for something that slows down the connection, such as a proxy.',
  ),
  'unsupported-media-type': always(
    'the body is not JSON',
    'Identity providers send JSON: correct the script that sent something else, or the proxy that changed it, as the detail says.',
  ),
  throttled: ({ name }) => ({
    reason: 'there were too many requests at once',
    advice: `No action is needed: ${name} waits and retries. A script must wait as the detail says.`,
  }),
  unavailable: ({ name }, event) => ({
    reason: 'Declaree was too busy, or its database did not answer',
    advice: `No action is needed yet: ${name} retries automatically. If it still fails after 15 minutes, send Declaree support ${reference(event)}.`,
  }),

  'invalid-filter': ({ matching }) => ({
    reason: 'the filter cannot be read',
    advice: `${matching} In a script, correct the filter as the detail says.`,
  }),
  'too-many': TOO_LARGE,
  mutability: ({ mappings, retry }) => ({
    reason: 'the attribute cannot be changed or removed',
    advice: `Leave the attribute that the detail names out of what is sent, ${mappings}. ${retry}`,
  }),
  'invalid-syntax': CLIENT_FAULT,
  'invalid-path': ({ attributeNames, retry }) => ({
    reason: 'there is no attribute with that name',
    advice: `Correct the name or the namespace of the attribute that the detail names, ${attributeNames}. ${retry}`,
  }),
  'no-target': ({ resend }) => ({
    reason: 'the value to change does not exist',
    advice: `Send the whole profile again: ${resend}. A script must name a value that exists.`,
  }),
  'invalid-value': CORRECT_VALUE,
  'invalid-cursor': PAGING,
  'expired-cursor': PAGING,
  'invalid-count': PAGING,

  'wrong-password': ({ connection, test }) => ({
    reason: 'the user name or password is wrong',
    advice: `Check them by logging in to Declaree. Then enter them again ${connection}, and ${test}.`,
  }),
  'unknown-token': ({ connection, test }) => ({
    reason: 'the access token is unknown, expired or revoked',
    advice: `No action is needed: identity providers request a new one themselves. If it happens again, check the connection in Declaree under Connections, compare it with the values ${connection}, and ${test}.`,
  }),
  'wrong-client-secret': ({ connection, test }) => ({
    reason: 'the client secret is wrong, expired or revoked',
    advice: `Create a new secret in Declaree under Connections, enter it ${connection}, and ${test}.`,
  }),
  'wrong-client-assertion': ({ connection, test }) => ({
    reason: 'the signed assertion does not fit the connection',
    advice: `The detail says why. Compare issuer, subject, audience and JWKS URL of the connection in Declaree with those shown ${connection}, and ${test}.`,
  }),
  'code-reused': ({ connection }) => ({
    reason: 'the authorization code had been used before, so the tokens from it were revoked',
    advice: `Authorize the app again ${connection}. If it happens again, somebody may be reading what the app sends: tell Declaree support.`,
  }),
  'token-reused': ({ connection }) => ({
    reason: 'the refresh token had been exchanged before, so all tokens of the app were revoked',
    advice: `Authorize the app again ${connection}. If it happens again, somebody may have a copy of its tokens: tell Declaree support.`,
  }),
  'no-own-user': always(
    'a connection is not a user, so it has no user of its own',
    'Identity providers do not ask for this: correct the script that did, so that it reads a user by its id.',
  ),
  'unknown-key': ({ connection, test }) => ({
    reason: 'the API key is unknown, expired or revoked',
    advice: `Create a new API key in Declaree, enter it ${connection}, and ${test}.`,
  }),
  'no-credential': ({ credentials, connection, test }) => ({
    reason: 'the request had no credentials',
    advice: `${sentence(credentials)}, ${connection}, and ${test}.`,
  }),
  'repeated-credential': ({ connection }) => ({
    reason: 'the credentials name the scheme twice, such as Bearer Bearer',
    advice: `Enter only the API key ${connection}: identity providers add Bearer themselves.`,
  }),
  'session-on-scim': SESSION_TOKEN,
  'session-ended': SESSION_TOKEN,
  operator: NOT_AN_IDENTITY_PROVIDER,
  'too-many-attempts': ({ connection, test }) => ({
    reason: 'there were too many wrong passwords',
    advice: `Correct the password ${connection} first. Then wait a minute, and ${test}.`,
  }),
  'too-many-requests': ({ name }) => ({
    reason: 'your account sent too many requests at once',
    advice: `No action is needed: ${name} waits and retries. If you also run a script, let it send fewer requests at a time.`,
  }),
  'too-costly': always(
    'the search would have taken too long',
    'Identity providers do not send such searches: correct the script or client that did, as the detail says.',
  ),
  inactive: ({ connection }, { actor }) => ({
    reason: `the credentials belong to ${actor}, a deactivated user`,
    advice: `Reactivate ${actor} in Declaree, or enter the credentials of another administrator ${connection}.`,
  }),
  'not-an-admin': ({ connection }, { actor }) => ({
    reason: `the credentials belong to ${actor}, who is not an administrator`,
    advice: `Give ${actor} the role admin in Declaree, or enter the credentials of an administrator ${connection}.`,
  }),
  'scim-module-off': ({ retry }) => ({
    reason: 'the SCIM module is off for this account',
    advice: `Contact Declaree support to have the SCIM module switched on. ${retry}`,
  }),
  'scim-paused': ({ retry }) => ({
    reason: 'an administrator of your company has paused provisioning',
    advice: `Press Resume in Declaree, under Provisioning settings, once provisioning may continue. ${retry}`,
  }),
  'unknown-path': NO_SUCH_ADDRESS,
  'invalid-json': always(
    'the body is not valid JSON',
    'Identity providers send valid JSON: correct the script that sent this, or the proxy that changed it.',
  ),
  'too-many-members': always(
    'an object in the body has more attributes than any resource has',
    'Identity providers do not send such requests: correct the script that sent this.',
  ),
  'user-too-large': ({ mappings }) => ({
    reason: 'the user would be too large',
    advice: `The detail names the largest attribute: leave it out, or map a shorter value to it, ${mappings}.`,
  }),
  'too-many-elements': always(
    'the user would have too many values, such as e-mail addresses and telephone numbers',
    'The detail names the attribute with the most values: correct what is mapped to it.',
  ),
  'too-many-values': always(
    'the body has more values than one request may have',
    'Identity providers do not send such requests: split what the script sends into several requests.',
  ),
  'nested-too-deeply': always(
    'the body is nested deeper than any resource is',
    'Identity providers do not send such requests: correct the script that sent this.',
  ),
  'incomplete-body': ({ name, retry }) => ({
    reason: 'the connection ended before the whole request had arrived',
    advice: `No action is needed yet: ${name} sends it again automatically. If it happens again, look for a proxy that cuts off large or slow requests. ${retry}`,
  }),
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
    reason: `${actor} is the user that ${name} signs in with, and would lock itself out`,
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
  'foreign-request': always(
    'another site made a browser send it with the password that the browser remembers',
    'Nothing was changed. Somebody who logged in to this address in a browser has visited that site: close the browser to make it forget the password, and use an API key for programs that run in a browser.',
  ),
  'invalid-if-match': always(
    'the header If-Match does not name a version',
    'Identity providers do not send this header: correct the script that did. It must send the ETag of the resource as it was read, or leave the header out.',
  ),
  'invalid-host': UNCLEAR_TARGET,
  'invalid-target': UNCLEAR_TARGET,
  'outcome-unknown': (_, event) => ({
    reason: 'the database connection was lost during the change, which may or may not have been stored',
    advice: `Retry: the identity provider first reads what is stored. If it fails again, send Declaree support ${reference(event)}.`,
  }),
  internal: INTERNAL,
} satisfies Record<ErrorKind | ScimErrorCode, Explain> & Record<string, Explain>;
