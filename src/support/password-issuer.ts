import { Injectable } from '@nestjs/common';
import { invalid } from '../common/errors.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth/passwords/chosen-password.js';
import { generatePassword } from '../auth/passwords/generate-password.js';
import { PasswordHasher } from '../auth/passwords/password-hasher.js';

export interface IssuedPassword {
  hash: string;
  /** The password itself where it was made here; to be shown once. */
  generated: string | undefined;
}

/** Hashes the passwords that staff and administrators give to others. Hashing is slow: call it before the transaction. */
@Injectable()
export class PasswordIssuer {
  constructor(private readonly hasher: PasswordHasher) {}

  /**
   * Takes `given`, or makes a password; in the turn of `sender`, an account, or else of Declaree itself. Throws `invalid` for one
   * that is too short or too long, `unavailable`.
   */
  async issue(
    given: string | undefined,
    { shortest = SHORTEST_PASSWORD, sender }: { shortest?: number; sender?: string } = {},
  ): Promise<IssuedPassword> {
    if (given === undefined) {
      const generated = generatePassword();
      return { hash: await this.hasher.hash(generated, sender), generated };
    }
    const length = Array.from(given).length;
    if (length < shortest || length > LONGEST_PASSWORD) {
      throw invalid(`The password must be ${shortest} to ${LONGEST_PASSWORD} characters long.`);
    }
    return { hash: await this.hasher.hash(given, sender), generated: undefined };
  }
}
