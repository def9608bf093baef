import type { Principal } from '../auth/principal.js';

export interface NavigationEntry {
  path: string;
  label: string;
}

const ADMIN: readonly NavigationEntry[] = [
  { path: '/connection', label: 'Connection' },
  { path: '/log', label: 'Provisioning log' },
  { path: '/audit', label: 'Audit trail' },
  { path: '/doctor', label: 'Doctor' },
  { path: '/keys', label: 'API keys' },
  { path: '/people', label: 'People' },
  { path: '/groups', label: 'Groups' },
  { path: '/organizations', label: 'Organizations' },
];

const OPERATOR: readonly NavigationEntry[] = [{ path: '/accounts', label: 'Accounts' }];

/** The pages that somebody may go to, in the order in which they are offered. */
export function navigationOf(principal: Principal): readonly NavigationEntry[] {
  if (principal.kind === 'operator') return OPERATOR;
  return principal.role === 'admin' ? ADMIN : [];
}

/**
 * How an entry of a menu is marked on the page at `path`: as that very page, or as what it is below. Of several that it is
 * below, only the nearest is.
 */
export function markOf(
  entry: string,
  { among, path }: { among: readonly string[]; path: string },
): 'page' | 'true' | undefined {
  const above = among.filter((one) => path === one || path.startsWith(`${one}/`));
  const nearest = above.reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  if (entry !== nearest) return undefined;
  return entry === path ? 'page' : 'true';
}
