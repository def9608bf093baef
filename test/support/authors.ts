import { SYSTEM, type Author } from '../../src/platform/database/author.js';

/** Who sets up what a test needs. */
export const TESTER: Author = { ...SYSTEM, name: 'test' };

/** For many rows without audit entries, as over SCIM. */
export const UNRECORDED: Author = { ...TESTER, via: 'scim' };

/** The origin of actions that do not come over HTTP. */
export const NOWHERE = { via: 'system', address: null } as const;
