import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleCookie, SESSION_COOKIE } from './console-cookie.js';
import { derivedSecret } from './derived-secret.js';

/** What the page after a redirect tells once; `secret` is something that is never shown again. */
export interface Notice {
  text: string;
  secret?: { label: string; value: string; advice: string };
}

const COOKIE = new ConsoleCookie('notice');
const KEPT_MS = 5 * 60_000;
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps a notice for the next page of the session, sealed, since browsers write cookies to disk. */
export function keepNotice(request: FastifyRequest, reply: FastifyReply, notice: Notice): void {
  const session = SESSION_COOKIE.find(request);
  if (session === undefined) return;
  COOKIE.set(request, reply, seal(session, JSON.stringify(notice)), new Date(Date.now() + KEPT_MS));
}

/** The notice that waits for this page, which no later page gets. */
export function takeNotice(request: FastifyRequest, reply: FastifyReply): Notice | undefined {
  const sealed = COOKIE.find(request);
  if (sealed === undefined) return undefined;
  COOKIE.clear(request, reply);
  const session = SESSION_COOKIE.find(request);
  const text = session && unsealed(session, sealed);
  return text === undefined || text === '' ? undefined : (JSON.parse(text) as Notice);
}

function seal(session: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, derivedSecret(session, 'notices'), iv);
  const sealed = [cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64url');
}

/** Undefined for what another session sealed, or nobody. */
function unsealed(session: string, text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, derivedSecret(session, 'notices'), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
