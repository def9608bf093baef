import type { ErrorKind } from '../common/errors.js';
import type { ScimErrorCode } from '../scim/protocol/errors.js';
import { CONNECTION, MAPPINGS, reference, RETRY, type Explain, type Explanation } from './explanation.js';

const CORRECT_VALUE: Explanation = {
  reason: 'a value is missing or cannot be taken',
  advice: `Correct the attribute that the detail names, in the person's profile or ${MAPPINGS}. ${RETRY}`,
};

const CLIENT_FAULT: Explanation = {
  reason: 'the request is not built as SCIM 2.0 asks',
  advice:
    'Okta and Entra ID send no such requests: correct the script or the client that did, as the detail says. If it was one of those two, contact Declaree support.',
};

const PAGING: Explanation = {
  reason: 'the list cannot be read on from there',
  advice: 'Begin the import from Declaree again. If it fails again, contact Declaree support.',
};

const TOO_LARGE: Explanation = {
  reason: 'the request is too large',
  advice:
    'Send it in several parts, as the detail says. For a pushed group, split the group; Okta and Entra ID stay below the limits otherwise.',
};

const NOT_ALLOWED: Explanation = {
  reason: 'it is not allowed',
  advice: 'Change what is sent as the detail says, or contact Declaree support.',
};

const NO_SUCH_ADDRESS: Explanation = {
  reason: 'there is nothing at that address',
  advice: `Check the SCIM connector base URL, ${CONNECTION}: it ends with /SCIM/v2.`,
};

const GONE: Explain = ({ resourceType }) => {
  if (resourceType === null) return NO_SUCH_ADDRESS;
  const [thing, again] =
    resourceType === 'User'
      ? ['user', 'on the tab Assignments, remove the person from the app and assign them again']
      : ['group', 'on the tab Push Groups, unlink the group and push it again'];
  return {
    reason: `there is no such ${thing} in Declaree`,
    advice: `If the ${thing} was deleted in Declaree: in Okta, ${again}. That makes a new ${thing}.`,
  };
};

/** Why something failed on Declaree's side, without anybody's refusal. */
export const INTERNAL: Explain = (event) => ({
  reason: "there was an error on Declaree's side",
  advice: `What was sent is not the cause. Retry; if it fails again, tell Declaree support ${reference(event)}.`,
});

/** By the kind of a refusal, for those without a name of their own. */
export const BY_KIND: Readonly<Record<ErrorKind, Explanation | Explain>> = {
  invalid: CORRECT_VALUE,
  unauthenticated: {
    reason: 'the credentials were not accepted',
    advice: `Enter the credentials again ${CONNECTION}, and press Test Connector Configuration.`,
  },
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  'method-not-allowed': {
    reason: 'that address takes no such request',
    advice: `Check the SCIM connector base URL, ${CONNECTION}: it ends with /SCIM/v2. A script must use one of the methods that the detail lists.`,
  },
  conflict: {
    reason: 'it is in conflict with what is there',
    advice: `Change what the detail names. ${RETRY}`,
  },
  stale: {
    reason: 'somebody else changed it in the meantime',
    advice:
      'Retry: the identity provider then reads it again first. If this comes often, check that only one app or script provisions this account.',
  },
  'too-large': TOO_LARGE,
  'head-too-large': TOO_LARGE,
  'too-slow': {
    reason: 'the request did not arrive in time',
    advice: 'Retry. If it fails again, look for what slows the connection down, such as a proxy on the way.',
  },
  'unsupported-media-type': {
    reason: 'the body is of a type other than JSON',
    advice:
      'Okta and Entra ID send JSON: correct the script that sent something else, or the proxy that changed it, as the detail says.',
  },
  throttled: {
    reason: 'too many requests came at once',
    advice:
      'Nothing to do: the identity provider waits and tries again. A script must wait as the detail says.',
  },
  unavailable: (event) => ({
    reason: 'Declaree was too busy, or its database did not answer',
    advice: `The identity provider tries again by itself. If it still fails after 15 minutes, tell Declaree support ${reference(event)}.`,
  }),
};

/** By the name of a refusal by the SCIM protocol. */
export const BY_PROTOCOL: Readonly<Record<ScimErrorCode, Explanation | Explain>> = {
  'invalid-filter': {
    reason: 'the filter cannot be read',
    advice: `Set the unique identifier field for users to userName, ${CONNECTION}. In a script, correct the filter as the detail says.`,
  },
  'too-many': TOO_LARGE,
  mutability: {
    reason: 'the attribute cannot be changed or removed',
    advice: `Leave the attribute that the detail names out of what is sent, ${MAPPINGS}. ${RETRY}`,
  },
  'invalid-syntax': CLIENT_FAULT,
  'invalid-path': {
    reason: 'there is no attribute of that name',
    advice: `Correct the external name or namespace of the attribute that the detail names, in Okta in the Profile Editor of the app. ${RETRY}`,
  },
  'no-target': {
    reason: 'the value that is to change is not there',
    advice:
      'Send the whole profile again: in Okta, on the tab Provisioning > To App, press Force Sync. A script must name a value that is there.',
  },
  'invalid-value': CORRECT_VALUE,
  'invalid-cursor': PAGING,
  'expired-cursor': PAGING,
  'invalid-count': PAGING,
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  'too-large': TOO_LARGE,
};
