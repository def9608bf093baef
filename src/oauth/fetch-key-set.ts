import { readOutbound, sendOutbound } from '../platform/http/outbound-request.js';
import { OutboundError } from '../platform/http/public-address.js';

/** The largest key set that is read, in bytes. */
const LARGEST_KEY_SET = 65_536;

/** Where key sets may be fetched from. */
export interface FetchRules {
  /** Whether private, loopback and link-local addresses are allowed. */
  allowPrivate: boolean;
}

/**
 * Fetches a key set over https, from a public address only, at most 64 KiB, without following redirects.
 * Returns the answer in the form that `jose` expects. Rejects with an OutboundError, or with the error of the
 * connection.
 */
export async function fetchKeySet(
  url: string,
  signal: AbortSignal,
  { allowPrivate }: FetchRules,
): Promise<Response> {
  const answer = await sendOutbound({ url, signal, allowPrivate, headers: { accept: 'application/json' } });
  const bytes = await readOutbound(answer, LARGEST_KEY_SET, signal);
  const { statusCode: status = 500 } = answer;
  if (status === 200) return new Response(new Uint8Array(bytes));
  throw new OutboundError(`the answer has the status ${status}`);
}
