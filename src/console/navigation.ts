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
];

const OPERATOR: readonly NavigationEntry[] = [{ path: '/accounts', label: 'Accounts' }];

/** The pages that somebody may go to, in the order in which they are offered. */
export function navigationOf(principal: Principal): readonly NavigationEntry[] {
  if (principal.kind === 'operator') return OPERATOR;
  return principal.role === 'admin' ? ADMIN : [];
}
