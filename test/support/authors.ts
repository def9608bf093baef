import { SYSTEM, type Author } from '../../src/platform/database/author.js';

/** Who sets up what a test needs. */
export const TESTER: Author = { ...SYSTEM, name: 'test' };

/** For many rows of which the audit trail need not tell, as it does not of SCIM. */
export const UNRECORDED: Author = { ...TESTER, via: 'scim' };

/** From where a test does what nobody asks for over HTTP. */
export const NOWHERE = { via: 'system', address: null } as const;
