import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { seal, unsealed } from '../../platform/secrets/sealed.js';
import { SecretsService } from '../../platform/secrets/secrets.service.js';

/** Name of the shared key that encrypts the secrets. */
const KEY_NAME = 'webhooks';
const PREFIX = 'whsec_';
/** The specification asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new signing secret: `secret` is shown once, `sealed` is stored. */
export interface IssuedWebhookSecret {
  secret: string;
  sealed: string;
}

/** The headers by which a receiver verifies a message. */
export interface SignatureHeaders extends Record<string, string> {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** Makes and keeps the signing secrets of webhooks. Must not be called within a transaction. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly secrets: SecretsService) {}

  async issue(): Promise<IssuedWebhookSecret> {
    const secret = PREFIX + randomBytes(SECRET_BYTES).toString('base64');
    return { secret, sealed: seal(await this.secrets.get(KEY_NAME), secret) };
  }

  /**
   * Signs a message for an attempt at `now`, once with each of the encrypted secrets. Throws an Error if one was encrypted
   * with another key.
   */
  async sign(
    sealed: readonly string[],
    message: { id: string; body: string },
    now: Date,
  ): Promise<SignatureHeaders> {
    const key = await this.secrets.get(KEY_NAME);
    const secrets = sealed.map((text) => {
      const secret = unsealed(key, text);
      if (secret === undefined) throw new Error('the signing secret of a webhook cannot be decrypted');
      return secret;
    });
    return signaturesOf(secrets, message, now);
  }
}

/**
 * The headers of Standard Webhooks 1.0: the base64 HMAC-SHA256 of `id.timestamp.body`, as version 1. The signatures of several
 * secrets are separated by blanks.
 */
function signaturesOf(
  secrets: readonly string[],
  { id, body }: { id: string; body: string },
  now: Date,
): SignatureHeaders {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
