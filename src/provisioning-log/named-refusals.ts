import { INTERNAL, NO_SUCH_ADDRESS } from './general-refusals.js';
import { reference, sentence, type Explain } from './explanation.js';

const SESSION_TOKEN: Explain = ({ connection }) => ({
  reason: 'a session token is no credential for SCIM',
  advice: `Enter the user name and password of an administrator, or an API key, ${connection}.`,
});

const NOT_AN_IDENTITY_PROVIDER: Explain = ({ connection }) => ({
  reason: "the login is that of Declaree's support staff",
  advice: `Enter the credentials of an administrator of your own account ${connection}.`,
});

const UNCLEAR_TARGET: Explain = () => ({
  reason: 'the request does not say clearly which server it is for',
  advice:
    'Identity providers send no such requests: correct the script that did, or the proxy on the way, so that it sends one Host header.',
});

/** By the name of a refusal or a warning that the domain gives: `code` of `ErrorFacts`. */
export const BY_NAME: Readonly<Record<string, Explain>> = {
  'wrong-password': ({ connection, test }) => ({
    reason: 'the user name or password is wrong',
    advice: `Check the two by logging in to Declaree with them. Then enter them again ${connection}, and ${test}.`,
  }),
  'unknown-key': ({ connection, test }) => ({
    reason: 'the API key is unknown, expired or revoked',
    advice: `Make a new API key in Declaree, enter it ${connection}, and ${test}.`,
  }),
  'no-credential': ({ credentials, connection, test }) => ({
    reason: 'the request brought no credentials',
    advice: `${sentence(credentials)}, ${connection}, and ${test}.`,
  }),
  'repeated-credential': ({ connection }) => ({
    reason: 'the credentials say twice how to log in, such as Bearer Bearer',
    advice: `Enter the API key alone ${connection}: identity providers write Bearer before it themselves.`,
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
    advice: `Nothing to do: ${name} waits and tries again. If a script of yours runs as well, let it send fewer at a time.`,
  }),
  'too-costly': () => ({
    reason: 'the search would have taken too long',
    advice:
      'Identity providers send no such searches: correct the script or the client that did, as the detail says.',
  }),
  inactive: ({ connection }, { actor }) => ({
    reason: `the user ${actor}, whose credentials these are, is deactivated`,
    advice: `Reactivate ${actor} in Declaree, or enter the credentials of another administrator ${connection}.`,
  }),
  'not-an-admin': ({ connection }, { actor }) => ({
    reason: `the user ${actor}, whose credentials these are, is not an administrator`,
    advice: `Give ${actor} the role admin in Declaree, or enter the credentials of an administrator ${connection}.`,
  }),
  'scim-module-off': ({ retry }) => ({
    reason: 'the SCIM module is off for this account',
    advice: `Contact Declaree support to have the SCIM module switched on. ${retry}`,
  }),
  'unknown-path': NO_SUCH_ADDRESS,
  'no-entitlements': ({ mappings }) => ({
    reason: 'Declaree does not offer roles and entitlements as resources',
    advice: `Switch Entitlement Management off for the app. People's roles in Declaree are sent as the attribute role of Declaree's own namespace, ${mappings}.`,
  }),
  'invalid-json': () => ({
    reason: 'the body is no JSON',
    advice:
      'Identity providers send valid JSON: correct the script that sent this, or the proxy that changed it on the way.',
  }),
  'too-many-members': () => ({
    reason: 'an object in the body has more attributes than any resource has',
    advice: 'Identity providers send nothing like that: correct the script that sent this.',
  }),
  'user-too-large': ({ mappings }) => ({
    reason: 'the user would be larger than one user may be',
    advice: `The detail names the attribute that takes most: leave that attribute out, or map a shorter value to it, ${mappings}.`,
  }),
  'too-many-elements': () => ({
    reason:
      'the user would have more e-mail addresses, telephone numbers and other such values than one user may have',
    advice: 'The detail names the attribute with most of them: correct what is mapped to it.',
  }),
  'too-many-values': () => ({
    reason: 'the body holds more values than one request may have',
    advice: 'Identity providers send nothing like that: split what the script sends into several requests.',
  }),
  'nested-too-deeply': () => ({
    reason: 'the body is nested deeper than any resource is',
    advice: 'Identity providers send nothing like that: correct the script that sent this.',
  }),
  'incomplete-body': ({ name, retry }) => ({
    reason: 'the connection ended before the whole request had come',
    advice: `Nothing to do at first: ${name} sends it again by itself. If it comes back, look for a proxy on the way that breaks off large or slow requests. ${retry}`,
  }),
  'user-name-taken': ({ assignments, name, retry }) => ({
    reason: 'the user name is taken by another active user',
    advice: `If both are the same person: ${assignments}, remove the person from the app and assign them again, so that ${name} finds the user by user name and takes it over. If not, give one of the two another user name. ${retry}`,
  }),
  'user-name-taken-by-inactive': ({ assignments, name }) => ({
    reason: 'the user name is taken by a deactivated user',
    advice: `If both are the same person: ${assignments}, remove the person from the app and assign them again, so that ${name} finds the deactivated user by user name and reactivates it instead of creating a new one. You can also reactivate the user in Declaree. If it is somebody else, rename or delete the deactivated user in Declaree.`,
  }),
  'group-name-taken': ({ linkGroup }) => ({
    reason: 'another group has the name',
    advice: `To take that group over: ${linkGroup}. If it is another group, rename one of the two.`,
  }),
  'unknown-member': ({ assignments }) => ({
    reason: 'a member is no user in Declaree',
    advice: `The detail names the member. ${sentence(assignments)}, assign that person to the app first; then push the group again.`,
  }),
  'group-as-member': () => ({
    reason: 'a member is a group, and groups cannot be in groups',
    advice:
      'The detail names the group. Push the people themselves: push a group that has them as direct members, or assign the inner group to the app as well.',
  }),
  'ignored-attributes': ({ mappings }) => ({
    reason: 'some attributes in it are unknown in Declaree and were ignored',
    advice: `The detail names them. Correct or remove them ${mappings}.`,
  }),
  'unknown-role': ({ mappings, retry }) => ({
    reason: 'there is no such role',
    advice: `Send one of the roles that the detail lists, ${mappings}. ${retry}`,
  }),
  'admin-role': ({ mappings, retry }) => ({
    reason: 'the role admin is neither given nor taken over SCIM',
    advice: `Change the role in Declaree, and leave the value admin out of what is sent, ${mappings}. ${retry}`,
  }),
  'own-password-ignored': ({ name, connection }, { actor }) => ({
    reason: `the password that came for ${actor}, whose credentials these are, was left as it is`,
    advice: `Nothing to do: ${name} goes on with the password that it has. To change it, log in to Declaree as ${actor}, and enter the new one ${connection}.`,
  }),
  'own-user': ({ assignments, connection }, { actor }) => ({
    reason: `these are the credentials of ${actor}, which would have shut itself out`,
    advice: `${sentence(assignments)}, take ${actor} out of the app: the user for provisioning is not provisioned itself. To rename, deactivate or delete it, enter the credentials of another administrator ${connection} first.`,
  }),
  'last-admin': ({ retry }) => ({
    reason: 'the account would have no administrator left',
    advice: `Give another user the role admin in Declaree first. ${retry}`,
  }),
  'unknown-organization': ({ resend }) => ({
    reason: 'the organization that it names does not exist, so the user is in another one',
    advice: `Correct the organization in the person's profile or in the mapping of the attribute, or add an organization of that name in Declaree. Then send the profile again: ${resend}. If it was the enterprise organization that named it, which moves nobody by being sent again, move the person in Declaree instead.`,
  }),
  'foreign-request': () => ({
    reason: 'another site had a browser send it with the password that the browser remembers',
    advice:
      'Nothing was changed. Somebody who has logged in to this address by browser has visited that site: close the browser to make it forget the password, and give programs that run in a browser an API key instead.',
  }),
  'invalid-if-match': () => ({
    reason: 'the header If-Match names no version',
    advice:
      'Identity providers do not send this header: correct the script that did. It sends the ETag of the resource as it was read, or leaves the header out.',
  }),
  'invalid-host': UNCLEAR_TARGET,
  'invalid-target': UNCLEAR_TARGET,
  'outcome-unknown': (_, event) => ({
    reason: 'the database was lost while it stored the change, which may be there or not',
    advice: `Retry: the identity provider reads what is there first. If it fails again, tell Declaree support ${reference(event)}.`,
  }),
  internal: INTERNAL,
};
