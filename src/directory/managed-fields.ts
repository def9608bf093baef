import { emailOf } from '../users/user-email.js';
import type { StoredUser } from '../users/user-fields.js';
import type { UserChangesRequest } from './user-requests.dto.js';

/** The fields of a request that would change the stored user and that identity providers manage. */
export function managedFieldsIn(current: StoredUser, input: UserChangesRequest): string[] {
  const known: Record<string, unknown> = { ...current, email: emailOf(current.values) };
  return Object.entries(input).flatMap(([name, value]) => {
    if (name === 'password' || value === undefined || value === (known[name] ?? null)) return [];
    return isOwnOfDeclaree(current, name, value) ? [] : [name];
  });
}

/** A change that identity providers do not manage, or that must never wait for one. */
function isOwnOfDeclaree({ role, requestedOrganization }: StoredUser, name: string, value: unknown): boolean {
  // Ending somebody's access is a security measure.
  if (name === 'active') return value === false;
  // The role admin cannot be assigned or removed over SCIM.
  if (name === 'role') return role === 'admin' || value === 'admin';
  return name === 'organizationId' && requestedOrganization === null;
}
