import { createLocalJWKSet, type JWK } from 'jose';

/** The shortest RSA modulus that is allowed (RFC 7518 §3.3). */
const SHORTEST_RSA_BITS = 2_048;

/** The algorithms of assertions by the type of their keys, the usual one first. */
export const ALGORITHMS: ReadonlyMap<unknown, readonly [string, ...string[]]> = new Map([
  ['RSA', ['RS256', 'PS256']],
  ['EC', ['ES256']],
]);

/** Whether the key is marked for other uses than signatures. No assertion is checked with such a key. */
export function isForOtherUse({ use, key_ops: operations }: JWK): boolean {
  const cannotVerify = Array.isArray(operations) && !operations.includes('verify');
  return cannotVerify || (use !== undefined && use !== 'sig');
}

/** Why no assertion can ever be checked with a public key; undefined if it is usable. */
export async function faultOf(key: JWK): Promise<string | undefined> {
  const algorithms = ALGORITHMS.get(key.kty);
  if (!algorithms) return 'is neither an RSA nor an EC key';
  if (key.kty === 'EC' && key.crv !== 'P-256') return 'is on another curve than P-256';
  const alg = key.alg ?? algorithms[0];
  if (!algorithms.includes(alg)) return `has an alg other than ${algorithms.join(' and ')}`;
  try {
    const { algorithm } = await createLocalJWKSet({ keys: [key] })({ alg });
    const bits = 'modulusLength' in algorithm ? Number(algorithm.modulusLength) : SHORTEST_RSA_BITS;
    return bits < SHORTEST_RSA_BITS ? `has ${bits} bits; an RSA key needs ${SHORTEST_RSA_BITS}` : undefined;
  } catch (error) {
    if (error instanceof Error) return 'is incomplete or wrong';
    throw error;
  }
}
