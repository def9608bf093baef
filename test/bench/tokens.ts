import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { JWT_BEARER } from '../../src/oauth/client-credentials.js';
import { Client } from './load.js';
import { Tally, type Row, type Target } from './measure.js';
import type { Stage } from './cases.js';

const PATH = '/oauth/token';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** Tokens before the ones that are measured, and at most so many of those. */
const WARM_UP = 1_500;
const MEASURED = 6_000;

interface Made {
  clientId: string;
  secret?: string;
}

/** Access tokens for client credentials, with a secret and with a signed assertion. */
export async function issueTokens(target: Target, stage: Stage): Promise<Row[]> {
  const { origin } = new URL(target.client.baseUrl);
  const rest = new Client(`${origin}/api/v1`, { authorization: stage.authorization }, 1);
  const client = new Client(origin, {}, stage.concurrency);
  try {
    const signed = await assertions(rest, origin);
    const secret = await secretForm(rest);
    return [
      await measure('POST /oauth/token with a secret', { target, client, stage }, () => secret),
      await measure(
        'POST /oauth/token with an assertion',
        { target, client, stage },
        (number) => signed[number] ?? '',
      ),
    ];
  } finally {
    await rest.close();
    await client.close();
  }
}

async function measure(
  name: string,
  { target, client, stage: { concurrency, seconds } }: { target: Target; client: Client; stage: Stage },
  bodyOf: (number: number) => string,
): Promise<Row> {
  let number = 0;
  const next = () => ({ method: 'POST', path: PATH, body: bodyOf(number++), status: 200 }) as const;
  const load = (atMost: number) => client.load({ concurrency, seconds, atMost, next }, () => FORM);
  await load(WARM_UP);
  const tally = new Tally(target);
  await tally.add(() => load(MEASURED));
  return { name, figures: tally.figures() };
}

async function secretForm(rest: Client): Promise<string> {
  const { clientId, secret = '' } = await make(rest, { kind: 'secret' });
  return formOf({ client_id: clientId, client_secret: secret });
}

/** Forms with assertions that are signed before the load: each is accepted once. */
async function assertions(rest: Client, origin: string): Promise<string[]> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const { clientId } = await make(rest, { kind: 'assertion', jwks: { keys: [await exportJWK(publicKey)] } });
  const sign = async () => {
    const claims = { iss: clientId, sub: clientId, aud: origin + PATH, jti: randomUUID() };
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).setExpirationTime('9m');
    return formOf({ client_assertion_type: JWT_BEARER, client_assertion: await jwt.sign(privateKey) });
  };
  return Promise.all(Array.from({ length: WARM_UP + MEASURED }, sign));
}

async function make(rest: Client, body: object): Promise<Made> {
  const text = JSON.stringify({ name: randomUUID(), ...body });
  const call = { method: 'POST' as const, path: '/oauth-clients', body: text, status: 201 };
  return JSON.parse(await rest.send(call, { 'content-type': 'application/json' })) as Made;
}

function formOf(fields: Record<string, string>): string {
  return new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString();
}
