import { Injectable } from '@nestjs/common';
import { invalid } from '../common/errors.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth/passwords/password-length.js';
import { generatePassword } from '../auth/passwords/generate-password.js';
import { PasswordHasher } from '../auth/passwords/password-hasher.js';

export interface IssuedPassword {
  hash: string;
  /** The password itself if it was generated; to be shown once. */
  generated: string | undefined;
}

/**
 * Hashes the passwords that staff and administrators set for others. Hashing is slow: call it before the transaction.
 */
@Injectable()
export class PasswordIssuer {
  constructor(private readonly hasher: PasswordHasher) {}

  /**
   * Hashes `given`, or generates a password. `sender` is the id of the account whose share of the hashing queue is
   * used; by default that of Declaree itself. Throws `invalid` for a password that is too short or too long, and
   * `unavailable`.
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
