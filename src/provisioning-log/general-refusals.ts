import type { ErrorKind } from '../common/errors.js';
import type { ScimErrorCode } from '../scim/protocol/errors.js';
import { reference, type Explain } from './explanation.js';

const CORRECT_VALUE: Explain = ({ mappings, retry }) => ({
  reason: 'a value is missing or cannot be taken',
  advice: `Correct the attribute that the detail names, in the person's profile or ${mappings}. ${retry}`,
});

const CLIENT_FAULT: Explain = ({ name }) => ({
  reason: 'the request is not built as SCIM 2.0 asks',
  advice: `Identity providers send no such requests: correct the script or the client that did, as the detail says. If it was ${name}, contact Declaree support.`,
});

const PAGING: Explain = () => ({
  reason: 'the list cannot be read on from there',
  advice: 'Begin the import from Declaree again. If it fails again, contact Declaree support.',
});

const TOO_LARGE: Explain = () => ({
  reason: 'the request is too large',
  advice:
    'Send it in several parts, as the detail says. For a pushed group, split the group; identity providers stay below the limits otherwise.',
});

const NOT_ALLOWED: Explain = () => ({
  reason: 'it is not allowed',
  advice: 'Change what is sent as the detail says, or contact Declaree support.',
});

/** A request for a path that there is not. */
export const NO_SUCH_ADDRESS: Explain = ({ baseUrl, connection }) => ({
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
        advice: `If the user was deleted in Declaree: ${assignments}, remove the person from the app and assign them again. That makes a new user.`,
      }
    : {
        reason: 'there is no such group in Declaree',
        advice: `If the group was deleted in Declaree: ${pushAgain}. That makes a new group.`,
      };
};

/** Why something failed on Declaree's side, without anybody's refusal. */
export const INTERNAL: Explain = (_, event) => ({
  reason: "there was an error on Declaree's side",
  advice: `What was sent is not the cause. Retry; if it fails again, tell Declaree support ${reference(event)}.`,
});

/** By the kind of a refusal, for those without a name of their own. */
export const BY_KIND: Readonly<Record<ErrorKind, Explain>> = {
  invalid: CORRECT_VALUE,
  unauthenticated: ({ connection, test }) => ({
    reason: 'the credentials were not accepted',
    advice: `Enter the credentials again ${connection}, and ${test}.`,
  }),
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  'method-not-allowed': ({ baseUrl, connection }) => ({
    reason: 'that address takes no such request',
    advice: `Check the ${baseUrl}, ${connection}: it ends with /SCIM/v2. A script must use one of the methods that the detail lists.`,
  }),
  conflict: ({ retry }) => ({
    reason: 'it is in conflict with what is there',
    advice: `Change what the detail names. ${retry}`,
  }),
  stale: () => ({
    reason: 'somebody else changed it in the meantime',
    advice:
      'Retry: the identity provider then reads it again first. If this comes often, check that only one app or script provisions this account.',
  }),
  'too-large': TOO_LARGE,
  'head-too-large': TOO_LARGE,
  'too-slow': () => ({
    reason: 'the request did not arrive in time',
    advice: 'Retry. If it fails again, look for what slows the connection down, such as a proxy on the way.',
  }),
  'unsupported-media-type': () => ({
    reason: 'the body is of a type other than JSON',
    advice:
      'Identity providers send JSON: correct the script that sent something else, or the proxy that changed it, as the detail says.',
  }),
  throttled: ({ name }) => ({
    reason: 'too many requests came at once',
    advice: `Nothing to do: ${name} waits and tries again. A script must wait as the detail says.`,
  }),
  unavailable: ({ name }, event) => ({
    reason: 'Declaree was too busy, or its database did not answer',
    advice: `Nothing to do at first: ${name} tries again by itself. If it still fails after 15 minutes, tell Declaree support ${reference(event)}.`,
  }),
};

/** By the name of a refusal by the SCIM protocol. */
export const BY_PROTOCOL: Readonly<Record<ScimErrorCode, Explain>> = {
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
    reason: 'there is no attribute of that name',
    advice: `Correct the name or the namespace of the attribute that the detail names, ${attributeNames}. ${retry}`,
  }),
  'no-target': ({ resend }) => ({
    reason: 'the value that is to change is not there',
    advice: `Send the whole profile again: ${resend}. A script must name a value that is there.`,
  }),
  'invalid-value': CORRECT_VALUE,
  'invalid-cursor': PAGING,
  'expired-cursor': PAGING,
  'invalid-count': PAGING,
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  'too-large': TOO_LARGE,
};
