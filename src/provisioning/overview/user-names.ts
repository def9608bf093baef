import { NAME_COLUMNS } from '../../users/shown-name.js';

/** The id, and the columns that a shown name is made of. */
export const USER_NAMES = ['id', ...NAME_COLUMNS] as const;
