import { IsString, Length } from 'class-validator';
import { invalid } from '../common/errors.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth/passwords/password-length.js';

const LONGEST = LONGEST_PASSWORD.toLocaleString('en');

/** The message for a password that is too short or too long. */
export const CHOOSE_LONG_ENOUGH = `Choose a password of ${SHORTEST_PASSWORD} to ${LONGEST} characters`;

const MESSAGE = { message: CHOOSE_LONG_ENOUGH };

/** Validates an existing password: identity providers may set shorter ones than people can choose. */
export const PresentPassword = () =>
  Length(1, LONGEST_PASSWORD, { message: `A password can have at most ${LONGEST} characters` });

/** The part of a form where somebody chooses a password. It is typed twice, since it is not shown. */
export class NewPasswordForm {
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, MESSAGE)
  @IsString(MESSAGE)
  newPassword: string;

  @IsString({ message: 'Repeat the new password' })
  repeated: string;
}

/** Throws `invalid` if the two passwords differ. */
export function ensureRepeated({ newPassword, repeated }: NewPasswordForm): void {
  if (newPassword === repeated) return;
  throw invalid('The two passwords differ. Enter both again.', { pointer: '/repeated' });
}
