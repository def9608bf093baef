import { IsString, Length } from 'class-validator';
import { invalid } from '../common/errors.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth/passwords/chosen-password.js';

const LONGEST = LONGEST_PASSWORD.toLocaleString('en');

/** What to do about a password that is too short or too long. */
export const CHOOSE_LONG_ENOUGH = `Choose a password of ${SHORTEST_PASSWORD} to ${LONGEST} characters`;

const MESSAGE = { message: CHOOSE_LONG_ENOUGH };

/** On a password that somebody has: identity providers set shorter ones than people may choose. */
export const PresentPassword = () =>
  Length(1, LONGEST_PASSWORD, { message: `A password has at most ${LONGEST} characters` });

/** The part of a form where somebody chooses a password, and types it twice because it is not shown. */
export class NewPasswordForm {
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, MESSAGE)
  @IsString(MESSAGE)
  newPassword: string;

  @IsString({ message: 'Type the new password once more' })
  repeated: string;
}

/** Throws `invalid` where the two differ. */
export function ensureRepeated({ newPassword, repeated }: NewPasswordForm): void {
  if (newPassword === repeated) return;
  throw invalid('This is not the same as the new password. Type both again.', { pointer: '/repeated' });
}
