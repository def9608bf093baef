import { exportJWK, generateKeyPair, importJWK } from 'jose';
import type { TestAccount } from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';
import type { OauthAnswer, TestClient } from '../oauth.js';

export type Form = Record<string, string | readonly string[] | undefined>;
export interface Case {
  /** The clause that asks for the refusal, and what is wrong. */
  what: string;
  error: string;
  status?: number;
  ask: (world: World) => Promise<OauthAnswer>;
}

/** What the cases start from. */
export interface World {
  app: TestApp;
  acme: TestAccount;
  client: TestClient;
  /** Another connection of the account. */
  other: TestClient;
  okta: TestClient;
  /** Another catalogue client. */
  rival: TestClient;
  /** A catalogue client without a secret. */
  bare: TestClient;
  signer: TestClient;
  keys: Keys;
}

export type Keys = Awaited<ReturnType<typeof newKeys>>;

export const ISSUER = 'https://issuer.example';

export async function newKeys() {
  const rs = await generateKeyPair('RS256', { extractable: true });
  const es = await generateKeyPair('ES256', { extractable: true });
  const stranger = await generateKeyPair('RS256', { extractable: true });
  const jwks = {
    keys: [
      { ...(await exportJWK(rs.publicKey)), kid: 'rs' },
      { ...(await exportJWK(es.publicKey)), kid: 'es' },
    ],
  };
  const rs512 = (await importJWK(await exportJWK(rs.privateKey), 'RS512')) as CryptoKey;
  return { rs512, rs: rs.privateKey, es: es.privateKey, stranger: stranger.privateKey, jwks };
}

export const grant = { grant_type: 'client_credentials' };
