import { nameKey, typedLoginName, USER_NAME } from '../accounts/name.js';

/** A user name as a person typed it. Throws `invalid` like `typedLoginName`. */
export const typedUserName = (text: string): string => typedLoginName(text, USER_NAME);

/** The unique key of a user name. Throws `invalid` like `nameKey`. */
export const userNameKey = (userName: string): string => nameKey(userName, USER_NAME);
