import { defineRefusal, defineUnknown } from '../common/define-refusal.js';
import { DEMO_IDS } from '../common/demo-ids.js';
import type { DomainError } from '../common/errors.js';
import { shownName, type Named } from './shown-name.js';
import type { User } from './user.entity.js';

export const unknownUser = defineUnknown('user');

export const lastAdmin = defineRefusal('conflict', 'last-admin', {
  when: 'It would leave the account without an active administrator.',
  detail: 'This is the last active administrator of the account. Give another user the role admin first.',
});

const USER_NAME = { pointer: '/userName' };
const nameTaken = (userName: string, holder = '') =>
  `A user with the userName "${userName}" already exists in this account${holder}.`;

/** Without the id of the holder, who was just deleted, a retry succeeds. */
export const takenByActive = defineRefusal('conflict', 'user-name-taken', {
  when: 'Another user of the account has this user name, in any letter case.',
  detail: (userName: string, id?: string) =>
    nameTaken(userName, id === undefined ? '' : `: it has the id "${id}" and is active`),
  facts: USER_NAME,
  example: ['mira.vos@acme.example', DEMO_IDS.mira],
});

/** The holder should be reactivated instead. */
export const takenByInactive = defineRefusal('conflict', 'user-name-taken-by-inactive', {
  when: 'A deactivated user of the account has this user name.',
  detail: (userName: string, id: string) => nameTaken(userName, `: it has the id "${id}" and is deactivated`),
  facts: USER_NAME,
  example: ['left@acme.example', DEMO_IDS.elise],
});

/** The refusal of a user name, by its holder; undefined if the holder has just been deleted. */
export function userNameTaken(
  userName: string,
  holder: (Pick<User, 'id' | 'active'> & Named) | undefined,
): DomainError {
  if (!holder) return takenByActive(userName);
  const taken = holder.active ? takenByActive : takenByInactive;
  return taken(userName, holder.id).with({ holder: { id: holder.id, name: shownName(holder) } });
}

export const userNamesTaken = defineRefusal('conflict', 'user-name-taken', {
  id: 'user-names-taken',
  when: 'One of the user names of a list has just been taken.',
  detail: 'Someone else has just created a user with one of these user names. Start again.',
  facts: USER_NAME,
});

export const tooManyElements = defineRefusal('invalid', 'too-many-elements', {
  when: 'The user would have too many values, such as e-mail addresses and telephone numbers.',
  detail: (largest: string, elements: number, most: number) =>
    `The user would have ${elements} values in all multi-valued attributes together; the maximum is ${most}. Leave out some of ${largest}.`,
  facts: (largest) => ({ pointer: `/${largest}` }),
  example: ['emails', 1_001, 1_000],
});

export const userTooLarge = defineRefusal('too-large', 'user-too-large', {
  when: 'The user would be larger than 1 MB.',
  detail: (largest: string, bytes: number, most: number) =>
    `The user would take ${bytes} bytes; the maximum is ${most}. The largest part is ${largest}: shorten it.`,
  facts: (largest) => ({ pointer: `/${largest}` }),
  example: ['photos', 1_310_720, 1_048_576],
});
