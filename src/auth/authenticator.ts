import { Injectable } from '@nestjs/common';
import { DomainError } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { CallerQueues } from './caller-queues.js';
import { clientAddressOf } from './client-address.js';
import { CredentialDirectory, type LoginCandidate } from './credential-directory.js';
import type { CountedLogin } from './guess-limiter.js';
import { LoginPlaces } from './login-places.service.js';
import { PasswordCheck } from './password-check.js';
import { idOf } from './principal.js';
import { concerning, wrongPassword } from './refusals.js';

/** A user name and password as sent, and the client's address. */
export interface Login {
  loginName: string;
  password: string;
  address: string;
}

/** The owner of a valid login, and the matching stored hash. */
export type ProvenLogin = LoginCandidate & { passwordHash: string };

/** Authenticates a user name and password. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly directory: CredentialDirectory,
    private readonly passwords: PasswordCheck,
    private readonly places: LoginPlaces,
    private readonly queues: CallerQueues,
  ) {}

  /**
   * Finds the owner of the login, active or not. If several accounts have the user name, the password decides. Throws
   * `unauthenticated` if it matches none or several; `throttled` after too many wrong passwords or if the network's
   * queue is full; `unavailable` if too many logins wait.
   */
  async authenticate({ loginName, password, address }: Login): Promise<ProvenLogin> {
    const client = clientAddressOf(address);
    const { network } = client;
    const loginNameKey = foldKey(loginName);
    // Release the connection before hashing.
    const candidates = await this.queues.find(loginNameKey, network, (tx) =>
      this.directory.findByLoginName(tx, loginName, network),
    );
    const withPassword = candidates.filter((candidate) => hasPassword(candidate));
    const hashes = withPassword.map(({ passwordHash }) => passwordHash);
    const logins = this.countedLogins(loginNameKey, candidates, network);
    const turn = { sender: network, isKnown: logins.some(({ isKnownThere }) => isKnownThere) };
    const claim = { loginNameKey, password, turn, hashes };
    try {
      const verdict = await this.passwords.judge(claim, { logins, ...client });
      const proven = withPassword.find(({ passwordHash }) => passwordHash === verdict);
      if (!proven) throw wrongPassword();
      this.queues.note(loginNameKey, network);
      const { principal, userNameKey } = proven;
      if (principal.kind === 'user' && principal.active) this.places.note(principal, userNameKey, network);
      return proven;
    } catch (error) {
      throw error instanceof DomainError ? await this.blame(error, candidates, network) : error;
    }
  }

  private countedLogins(
    loginNameKey: string,
    candidates: readonly LoginCandidate[],
    network: string,
  ): CountedLogin[] {
    if (candidates.length === 0) return [{ id: loginNameKey, isKnownThere: false }];
    return candidates.map((candidate) => ({
      id: idOf(candidate.principal),
      isKnownThere: this.places.isKnown(candidate, network),
    }));
  }

  /** The error, with the accounts whose provisioning log should record it. */
  private async blame(
    refusal: DomainError,
    candidates: readonly LoginCandidate[],
    network: string,
  ): Promise<DomainError> {
    const owners = await this.places.ownersOf(candidates, network);
    return concerning(
      owners.map(({ principal }) => principal),
      refusal,
    );
  }
}

function hasPassword(candidate: LoginCandidate): candidate is ProvenLogin {
  return candidate.passwordHash !== null;
}
