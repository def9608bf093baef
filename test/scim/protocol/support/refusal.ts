import { ScimError } from '../../../../src/scim/protocol/errors.js';

/** The ScimError that the work throws, as `status scimType: detail`; anything else fails the test. */
export function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ScimError) return `${error.status} ${error.scimType}: ${error.detail}`;
    throw error;
  }
  throw new Error('Expected a ScimError, but nothing was thrown.');
}

/** `done`, or the keyword of the ScimError that the work throws; any other error fails the test. */
export function outcome(work: () => unknown): string {
  try {
    work();
    return 'done';
  } catch (error) {
    if (error instanceof ScimError) return String(error.scimType);
    throw error;
  }
}
