import { NAME_COLUMNS } from '../../users/shown-name.js';
import type { User } from '../../users/user.entity.js';

/** What a shown name is made of, with the id. */
export const USER_NAMES = ['id', ...NAME_COLUMNS] as const;

export type NamedUser = Pick<User, (typeof USER_NAMES)[number]>;
