import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { newId } from '../common/identifier.js';
import { DuplicateKeyError } from '../platform/database/connections/driver-errors.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { FoundConnection } from './client-directory.js';
import { KeySets } from './key-sets.service.js';
import { OutboundError } from '../platform/http/public-address.js';
import { ALGORITHMS } from './signing-keys.js';
import { UsedAssertion } from './used-assertion.entity.js';

/** The algorithms of assertions. */
export const ASSERTION_ALGORITHMS = [...ALGORITHMS.values()].flat();
const CLOCKS_APART_SECONDS = 30;
const LONGEST_SECONDS = 10 * 60;
/** Tokens that Microsoft Entra ID issues to its provisioning service live for 65 minutes, and have no `jti`. */
const LONGEST_FEDERATED_SECONDS = 90 * 60;
const ENTRA_ISSUER = /^https:\/\/login\.microsoftonline\.com\/[\da-f-]{36}\/v2\.0$/i;
const LONGEST_ASSERTION = 16_384;

/** Why an assertion was refused, for the provisioning log of the client's account. */
export class AssertionRefusal extends Error {
  override readonly name = 'AssertionRefusal';
}

/** Checks the assertions that authenticate clients (RFC 7523 §3). */
@Injectable()
export class AssertionCheck {
  constructor(
    private readonly keys: KeySets,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Accepts an assertion of the client, and notes its `jti`, so that no replica accepts it again.
   * @param audiences what `aud` may contain if none is configured for the client
   * @throws AssertionRefusal
   */
  async accept(
    client: FoundConnection,
    { assertion, audiences }: { assertion: string; audiences: readonly string[] },
  ): Promise<void> {
    const payload = await this.verify(assertion, client, audiences);
    const used = usedAssertion(client.id, payload);
    if (!used) return;
    try {
      await this.unitOfWork.write(client.accountId, (tx) => tx.insert(UsedAssertion, [used]));
    } catch (error) {
      if (error instanceof DuplicateKeyError) throw new AssertionRefusal('the assertion was used before');
      throw error;
    }
  }

  private async verify(
    assertion: string,
    client: FoundConnection,
    audiences: readonly string[],
  ): Promise<JWTPayload> {
    if (assertion.length > LONGEST_ASSERTION) throw new AssertionRefusal('the assertion is too long');
    const { clientId } = client;
    const { issuer, subject, audience } = client.rules;
    try {
      const { payload } = await jwtVerify(assertion, this.keys.of(client), {
        algorithms: ASSERTION_ALGORITHMS,
        issuer: issuer ?? clientId,
        subject: subject ?? clientId,
        audience: audience === null ? [...audiences] : audiencesOf(audience),
        clockTolerance: CLOCKS_APART_SECONDS,
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      throw new AssertionRefusal(reasonOf(error));
    }
  }
}

/** Entra ID shows the audience with `/.default` at its end, and issues tokens without it. */
function audiencesOf(audience: string): string[] {
  return [audience, audience.replace(/\/\.default$/, '')];
}

/** The row that marks an assertion as used; undefined if it may be used again. Throws AssertionRefusal. */
function usedAssertion(connectionId: string, { iss = '', exp = 0, jti }: JWTPayload) {
  const isFederated = jti === undefined && ENTRA_ISSUER.test(iss);
  const longest = isFederated ? LONGEST_FEDERATED_SECONDS : LONGEST_SECONDS;
  if (exp > Date.now() / 1_000 + longest + CLOCKS_APART_SECONDS) {
    throw new AssertionRefusal(`the claim exp is more than ${longest / 60} minutes ahead`);
  }
  // Entra ID keeps its token and presents it again until it expires.
  if (isFederated) return undefined;
  if (typeof jti !== 'string' || jti === '') throw new AssertionRefusal('the claim jti is missing');
  const hash = createHash('sha256')
    .update(JSON.stringify([connectionId, jti]))
    .digest('hex');
  const expiresAt = new Date((exp + CLOCKS_APART_SECONDS) * 1_000).toISOString();
  return { id: newId(), hash, expiresAt };
}

/** The reason in words, without values of the assertion. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the assertion has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `the claim ${error.claim} ${error.reason === 'missing' ? 'is missing' : 'is not the expected one'}`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return `the algorithm is none of ${ASSERTION_ALGORITHMS.join(', ')}`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature is wrong';
  if (error instanceof errors.JWKSNoMatchingKey) return 'no key of the client fits the assertion';
  if (error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'several keys of the client fit the assertion: name one in its header kid';
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return 'the assertion is not a signed JWT';
  }
  if (error instanceof errors.JOSENotSupported) return 'the header of the assertion is not supported';
  // Importing the key failed.
  if (error instanceof TypeError || error instanceof DOMException)
    return 'the key of the client is not usable';
  // Connection errors would reveal what is in the network.
  const reason = error instanceof OutboundError ? error.message : 'no connection, or no valid answer';
  return `the keys of the client could not be read: ${reason}`;
}
