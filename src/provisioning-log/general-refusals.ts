import type { ErrorKind } from '../common/errors.js';
import { SCIM_PATH } from '../platform/http/request-path.js';
import type { ScimErrorCode } from '../scim/protocol/errors.js';
import { reference, type Explain } from './explanation.js';

const CORRECT_VALUE: Explain = ({ mappings, retry }) => ({
  reason: 'a required value is missing or invalid',
  advice: `Correct the attribute that the detail names, in the person's profile or ${mappings}. ${retry}`,
});

const CLIENT_FAULT: Explain = ({ name }) => ({
  reason: 'the request does not follow SCIM 2.0',
  advice: `Identity providers do not send such requests: correct the script or client that did, as the detail says. If it was ${name}, contact Declaree support.`,
});

const PAGING: Explain = () => ({
  reason: 'the list cannot be continued from there',
  advice: 'Start the import from Declaree again. If it fails again, contact Declaree support.',
});

const TOO_LARGE: Explain = () => ({
  reason: 'the request is too large',
  advice:
    'Send it in several parts, as the detail says. If it was a pushed group, split the group; other requests of identity providers stay below the limits.',
});

const NOT_ALLOWED: Explain = () => ({
  reason: 'this is not allowed',
  advice: 'Change what is sent as the detail says, or contact Declaree support.',
});

/** A request for a path that does not exist. */
export const NO_SUCH_ADDRESS: Explain = ({ baseUrl, connection }) => ({
  reason: 'there is nothing at that address',
  advice: `Check the ${baseUrl}, ${connection}: it ends with ${SCIM_PATH}.`,
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

/** By error kind, for refusals without a code of their own. */
export const BY_KIND: Readonly<Record<ErrorKind, Explain>> = {
  invalid: CORRECT_VALUE,
  unauthenticated: ({ connection, test }) => ({
    reason: 'the credentials were not accepted',
    advice: `Enter the credentials again ${connection}, and ${test}.`,
  }),
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  'method-not-allowed': ({ baseUrl, connection }) => ({
    reason: 'that address does not support this kind of request',
    advice: `Check the ${baseUrl}, ${connection}: it ends with ${SCIM_PATH}. A script must use one of the methods that the detail lists.`,
  }),
  conflict: ({ retry }) => ({
    reason: 'it conflicts with existing data',
    advice: `Change what the detail names. ${retry}`,
  }),
  stale: () => ({
    reason: 'somebody else changed it in the meantime',
    advice:
      'Retry: the identity provider then reads it again first. If this happens often, check that only one app or script provisions this account.',
  }),
  'too-large': TOO_LARGE,
  'head-too-large': TOO_LARGE,
  'too-slow': () => ({
    reason: 'the request did not arrive in time',
    advice: 'Retry. If it fails again, look for something that slows down the connection, such as a proxy.',
  }),
  'unsupported-media-type': () => ({
    reason: 'the body is not JSON',
    advice:
      'Identity providers send JSON: correct the script that sent something else, or the proxy that changed it, as the detail says.',
  }),
  throttled: ({ name }) => ({
    reason: 'there were too many requests at once',
    advice: `No action is needed: ${name} waits and retries. A script must wait as the detail says.`,
  }),
  unavailable: ({ name }, event) => ({
    reason: 'Declaree was too busy, or its database did not answer',
    advice: `No action is needed yet: ${name} retries automatically. If it still fails after 15 minutes, send Declaree support ${reference(event)}.`,
  }),
};

/** By the code of a refusal by the SCIM protocol. */
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
  forbidden: NOT_ALLOWED,
  'not-found': GONE,
  'too-large': TOO_LARGE,
};
