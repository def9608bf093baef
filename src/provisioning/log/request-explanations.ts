import { always, type Explain } from './explanation.js';

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

/** A request for a path that does not exist. */
export const NO_SUCH_ADDRESS: Explain = ({ baseUrl, connection }) => ({
  reason: 'there is nothing at that address',
  advice: `Check the ${baseUrl}, ${connection}: it ends with /SCIM/v2.`,
});

const UNCLEAR_TARGET = always(
  'the request does not say clearly which server it is for',
  'Identity providers do not send such requests: correct the script that did, or the proxy in between, so that it sends one Host header.',
);

/** Refusals of a request because of its form, whatever it asks for. */
export const REQUEST_EXPLANATIONS = {
  'method-not-allowed': ({ baseUrl, connection }) => ({
    reason: 'that address does not support this kind of request',
    advice: `Check the ${baseUrl}, ${connection}: it ends with /SCIM/v2. A script must use one of the methods that the detail lists.`,
  }),
  'too-large': TOO_LARGE,
  'head-too-large': TOO_LARGE,
  'too-many': TOO_LARGE,
  'too-slow': always(
    'the request did not arrive in time',
    'Retry. If it fails again, look for something that slows down the connection, such as a proxy.',
  ),
  'unsupported-media-type': always(
    'the body is not JSON',
    'Identity providers send JSON: correct the script that sent something else, or the proxy that changed it, as the detail says.',
  ),
  'incomplete-body': ({ name, retry }) => ({
    reason: 'the connection ended before the whole request had arrived',
    advice: `No action is needed yet: ${name} sends it again automatically. If it happens again, look for a proxy that cuts off large or slow requests. ${retry}`,
  }),
  'invalid-json': always(
    'the body is not valid JSON',
    'Identity providers send valid JSON: correct the script that sent this, or the proxy that changed it.',
  ),
  'too-many-members': always(
    'an object in the body has more attributes than any resource has',
    'Identity providers do not send such requests: correct the script that sent this.',
  ),
  'too-many-values': always(
    'the body has more values than one request may have',
    'Identity providers do not send such requests: split what the script sends into several requests.',
  ),
  'nested-too-deeply': always(
    'the body is nested deeper than any resource is',
    'Identity providers do not send such requests: correct the script that sent this.',
  ),
  'invalid-syntax': CLIENT_FAULT,
  'invalid-filter': ({ matching }) => ({
    reason: 'the filter cannot be read',
    advice: `${matching} In a script, correct the filter as the detail says.`,
  }),
  'invalid-path': ({ attributeNames, retry }) => ({
    reason: 'there is no attribute with that name',
    advice: `Correct the name or the namespace of the attribute that the detail names, ${attributeNames}. ${retry}`,
  }),
  'no-target': ({ resend }) => ({
    reason: 'the value to change does not exist',
    advice: `Send the whole profile again: ${resend}. A script must name a value that exists.`,
  }),
  'too-costly': always(
    'the search would have taken too long',
    'Identity providers do not send such searches: correct the script or client that did, as the detail says.',
  ),
  'invalid-cursor': PAGING,
  'expired-cursor': PAGING,
  'invalid-count': PAGING,
  'unknown-path': NO_SUCH_ADDRESS,
  'no-own-user': always(
    'a connection is not a user, so it has no user of its own',
    'Identity providers do not ask for this: correct the script that did, so that it reads a user by its id.',
  ),
  'invalid-if-match': always(
    'the header If-Match does not name a version',
    'Identity providers do not send this header: correct the script that did. It must send the ETag of the resource as it was read, or leave the header out.',
  ),
  'invalid-host': UNCLEAR_TARGET,
  'invalid-target': UNCLEAR_TARGET,
} satisfies Record<string, Explain>;
