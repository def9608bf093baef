import type { User } from '../users/user.entity.js';

/** What a shown name is made of, with the id. */
export const USER_NAMES = [
  'id',
  'userName',
  'displayName',
  'formattedName',
  'givenName',
  'familyName',
] as const;

export type NamedUser = Pick<User, (typeof USER_NAMES)[number]>;
