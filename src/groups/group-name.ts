import { nameKey, typedName } from '../accounts/name.js';

export const GROUP_NAME = { label: 'The name of the group', pointer: '/displayName' };

/** The name of a group as a person typed it. Throws `invalid` like `typedName`. */
export const typedGroupName = (text: string): string => typedName(text, GROUP_NAME);

/** The unique key of a group name. Throws `invalid` like `nameKey`. */
export const displayNameKey = (displayName: string): string => nameKey(displayName, GROUP_NAME);
