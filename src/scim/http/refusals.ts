import { defineRefusal } from '../../common/define-refusal.js';

/** For a path that is not SCIM's; a wrong base URL is the usual cause. */
export const besideScim = defineRefusal('not-found', 'unknown-path', {
  when: 'There is nothing at this path.',
  detail: (path: string, baseUrl: string) =>
    `There is nothing at ${path}. The base URL of the SCIM service is ${baseUrl}: enter it in the identity provider, without anything after it.`,
  example: ['/scim/v1/Users', 'https://app.declaree.com/SCIM/v2'],
});

export const filteredDiscovery = defineRefusal('forbidden', 'forbidden', {
  detail: 'Discovery endpoints cannot be filtered. Leave out "filter".',
});

export const unknownResourceType = defineRefusal('not-found', 'not-found', {
  id: 'unknown-resource-type',
  when: 'There is no resource type or schema with this name.',
  detail: (name: string) => `There is no resource type "${name}". See /ResourceTypes.`,
  example: ['Device'],
});

export const unknownSchema = defineRefusal('not-found', 'not-found', {
  id: 'unknown-schema',
  when: 'There is no schema with this URN.',
  detail: (urn: string) => `There is no schema "${urn}". See /Schemas.`,
  example: ['urn:example:Device'],
});

export const noOwnUser = defineRefusal('not-found', 'no-own-user', {
  when: 'The credential is an access token of a connection, which is not a user.',
  detail: 'An OAuth access token belongs to a connection, which is not a user, so there is no /Me.',
});
