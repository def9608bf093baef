import type { FastifyReply, FastifyRequest } from 'fastify';
import { seal, unsealed } from '../platform/secrets/sealed.js';
import { ConsoleCookie, SESSION_COOKIE } from './console-cookie.js';
import { derivedSecret } from './derived-secret.js';

/** A message that the page after a redirect shows once. `secret` is never shown again. */
export interface Notice {
  text: string;
  secret?: { label: string; value: string; advice: string };
}

export function passwordNotice(text: string, label: string, value: string): Notice {
  const advice = 'Pass it on now; it is not shown again. Its owner can change it under Password.';
  return { text, secret: { label, value, advice } };
}

export function secretNotice(text: string, value: string, label = 'Client secret'): Notice {
  const advice = 'Copy it now. You will not be able to see it again.';
  return { text, secret: { label, value, advice } };
}

const COOKIE = new ConsoleCookie('notice');
const KEPT_MS = 5 * 60_000;

/** Stores a notice for the next page of the session in a cookie, encrypted because browsers write cookies to disk. */
export function keepNotice(request: FastifyRequest, reply: FastifyReply, notice: Notice): void {
  const session = SESSION_COOKIE.find(request);
  if (session === undefined) return;
  COOKIE.set(request, reply, seal(keyOf(session), JSON.stringify(notice)), new Date(Date.now() + KEPT_MS));
}

/** Takes the stored notice, so that no later page shows it. */
export function takeNotice(request: FastifyRequest, reply: FastifyReply): Notice | undefined {
  const sealed = COOKIE.find(request);
  if (sealed === undefined) return undefined;
  COOKIE.clear(request, reply);
  const session = SESSION_COOKIE.find(request);
  const text = session === undefined ? undefined : unsealed(keyOf(session), sealed);
  return text === undefined ? undefined : (JSON.parse(text) as Notice);
}

const keyOf = (session: string) => derivedSecret(session, 'notices');
