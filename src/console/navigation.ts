import type { Principal, UserPrincipal } from '../auth/principal.js';
import { readsAll } from '../expenses/viewer.js';

export interface NavigationEntry {
  path: string;
  label: string;
}

const ADMIN: readonly NavigationEntry[] = [
  { path: '/', label: 'Overview' },
  { path: '/connection', label: 'Connection' },
  { path: '/connections', label: 'Connections' },
  { path: '/runs', label: 'Runs' },
  { path: '/log', label: 'Provisioning log' },
  { path: '/provisioning-settings', label: 'Provisioning settings' },
  { path: '/audit', label: 'Audit trail' },
  { path: '/doctor', label: 'Doctor' },
  { path: '/drift', label: 'Compare' },
  { path: '/notifications', label: 'Notifications' },
  { path: '/keys', label: 'API keys' },
  { path: '/people', label: 'People' },
  { path: '/groups', label: 'Groups' },
  { path: '/organizations', label: 'Organizations' },
];

const OPERATOR: readonly NavigationEntry[] = [{ path: '/accounts', label: 'Accounts' }];

/** The pages of expenses that the user may open. */
function expensePages(user: UserPrincipal): readonly NavigationEntry[] {
  if (user.hasExpenses !== true) return [];
  return [
    { path: '/reports', label: 'My reports' },
    { path: '/approvals', label: 'Approvals' },
    ...(readsAll(user) ? [{ path: '/all-reports', label: 'All reports' }] : []),
    { path: '/deputies', label: 'Deputies' },
  ];
}

/** The pages that the principal may open, in menu order. */
export function navigationOf(principal: Principal): readonly NavigationEntry[] {
  if (principal.kind === 'operator') return OPERATOR;
  return [...(principal.role === 'admin' ? ADMIN : []), ...expensePages(principal)];
}

/**
 * The `aria-current` of a menu entry on the page at `path`: `page` on its own page, `true` on pages below it. If
 * several entries match, only the longest path is marked.
 */
export function markOf(
  entry: string,
  { among, path }: { among: readonly string[]; path: string },
): 'page' | 'true' | undefined {
  const above = among.filter((parent) => path === parent || path.startsWith(`${parent}/`));
  const nearest = above.reduce((longest, parent) => (parent.length > longest.length ? parent : longest), '');
  if (entry !== nearest) return undefined;
  return entry === path ? 'page' : 'true';
}
