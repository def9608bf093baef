import { nameKey, typedLoginName } from '../accounts/name.js';

const USER_NAME = { label: 'The user name', pointer: '/userName' };

/** A user name as a person typed it. Throws `invalid` like `typedLoginName`. */
export const typedUserName = (text: string): string => typedLoginName(text, USER_NAME);

/** The unique key of a user name. Throws `invalid` like `nameKey`. */
export const userNameKey = (userName: string): string => nameKey(userName, USER_NAME);
