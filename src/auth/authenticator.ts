import { Injectable } from '@nestjs/common';
import { DomainError } from '../common/errors.js';
import { foldKey } from '../common/fold-key.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { CredentialDirectory, type LoginCandidate } from './credential-directory.js';
import { LoginPlaces } from './login-places.service.js';
import { originOf } from './origin.js';
import { concerning, wrongPassword } from './refusals.js';
import { VerifiedCredentials, type Claim, type Verdict } from './verified-credentials.js';

/** A user name and password as somebody sent them, and the address that they came from. */
export interface Login {
  loginName: string;
  password: string;
  address: string;
}

/** Whom a login proves, and the stored hash that proved it. */
export type ProvenLogin = LoginCandidate & { passwordHash: string };

/** Finds out who logs in with a user name and a password. */
@Injectable()
export class Authenticator {
  private readonly underway = new Map<string, Promise<Verdict>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: CredentialDirectory,
    private readonly verified: VerifiedCredentials,
    private readonly limiter: AttemptLimiter,
    private readonly places: LoginPlaces,
  ) {}

  /**
   * Whose name and password these are, active or not. Where several accounts have the user name, the password
   * decides. Throws `unauthenticated` where it fits none of them, or several; `throttled` after too many wrong
   * ones; `unavailable` where too many logins wait.
   */
  async authenticate({ loginName, password, address }: Login): Promise<ProvenLogin> {
    const { network } = originOf(address);
    // The connection is given back before any hash is computed.
    const candidates = await this.unitOfWork.readPlatform((tx) =>
      this.directory.findByLoginName(tx, loginName, network),
    );
    const withPassword = candidates.filter((candidate) => hasPassword(candidate));
    const loginNameKey = foldKey(loginName);
    const hashes = withPassword.map(({ passwordHash }) => passwordHash);
    const claim = { loginNameKey, password, address, hashes };
    const attemptKey = this.limiter.keyOf(loginNameKey, address);
    try {
      const verdict = await this.judge(claim, attemptKey);
      const proven = withPassword.find(({ passwordHash }) => passwordHash === verdict);
      if (!proven) throw wrongPassword();
      const { principal, userNameKey } = proven;
      if (principal.kind === 'user' && principal.active) this.places.note(principal, userNameKey, network);
      return proven;
    } catch (error) {
      throw error instanceof DomainError ? await this.blame(error, candidates, network) : error;
    }
  }

  /** The refusal, along with those whose provisioning log tells of it. */
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

  private async judge(claim: Claim, attemptKey: string): Promise<Verdict> {
    const digest = this.verified.digest(claim);
    const attempt = `${digest} ${attemptKey}`;
    const known = this.underway.get(attempt) ?? this.verified.find(digest);
    if (!known) {
      return this.share(attempt, () =>
        this.limiter.attempt(attemptKey, () => this.verified.verify(digest, claim)),
      );
    }
    const verdict = await known;
    await (verdict === null ? this.limiter.count(attemptKey) : this.limiter.ensureAllowed(attemptKey));
    return verdict;
  }

  /** Equal logins that come meanwhile wait for this one: requests that start together are no guesses. */
  private async share(attempt: string, work: () => Promise<Verdict>): Promise<Verdict> {
    const verdict = work();
    this.underway.set(attempt, verdict);
    try {
      return await verdict;
    } finally {
      this.underway.delete(attempt);
    }
  }
}

function hasPassword(candidate: LoginCandidate): candidate is ProvenLogin {
  return candidate.passwordHash !== null;
}
