import type { Principal, UserPrincipal } from '../auth/principal.js';
import { readsAll } from '../expenses/viewer.js';

export interface NavigationEntry {
  path: string;
  label: string;
}

/** Entries that belong together, in menu order. */
export interface NavigationSection {
  /** Null for what comes first and needs no name. */
  heading: string | null;
  entries: readonly NavigationEntry[];
}

const ADMIN: readonly NavigationSection[] = [
  { heading: null, entries: [{ path: '/', label: 'Overview' }] },
  {
    heading: 'Provisioning',
    entries: [
      { path: '/connection', label: 'Connection details' },
      { path: '/connections', label: 'Connections' },
      { path: '/runs', label: 'Runs' },
      { path: '/log', label: 'Provisioning log' },
      { path: '/doctor', label: 'Doctor' },
      { path: '/drift', label: 'Compare' },
      { path: '/notifications', label: 'Notifications' },
      { path: '/provisioning-settings', label: 'Provisioning settings' },
    ],
  },
  {
    heading: 'Directory',
    entries: [
      { path: '/people', label: 'People' },
      { path: '/groups', label: 'Groups' },
      { path: '/organizations', label: 'Organizations' },
    ],
  },
];

const SECURITY: NavigationSection = {
  heading: 'Security',
  entries: [
    { path: '/keys', label: 'API keys' },
    { path: '/audit', label: 'Audit trail' },
  ],
};

const OPERATOR: NavigationSection = { heading: null, entries: [{ path: '/accounts', label: 'Accounts' }] };

/** The pages of expenses that the user may open. */
function expensePages(user: UserPrincipal): readonly NavigationSection[] {
  if (user.hasExpenses !== true) return [];
  const entries = [
    { path: '/reports', label: 'My reports' },
    { path: '/approvals', label: 'Approvals' },
    ...(readsAll(user) ? [{ path: '/all-reports', label: 'All reports' }] : []),
    { path: '/deputies', label: 'Deputies' },
  ];
  return [{ heading: 'Expenses', entries }];
}

/** The pages that the principal may open. */
export function navigationOf(principal: Principal): readonly NavigationSection[] {
  if (principal.kind === 'operator') return [OPERATOR];
  const expenses = expensePages(principal);
  return principal.role === 'admin' ? [...ADMIN, ...expenses, SECURITY] : expenses;
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
