import { not, present, type Where } from '../platform/database/sql/predicate.js';
import type { User } from './user.entity.js';

/**
 * All users. Deleted users are left out anyway; saying that they are not erased either lets a statement use the index
 * EXISTING_USERS, in which it does not meet deleted ones.
 */
export const EXISTING: Where<User> = not(present('erasedAt'));
