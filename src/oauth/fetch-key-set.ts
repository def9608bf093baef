import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress, KeySetError, lookupPublic } from './public-address.js';

/** The largest key set that is read, in bytes. */
const LARGEST_KEY_SET = 65_536;

/** Where key sets may be fetched from. */
export interface FetchRules {
  /** Whether private, loopback and link-local addresses are allowed. */
  allowPrivate: boolean;
}

/**
 * Fetches a key set over https, from a public address only, at most 64 KiB, without following redirects. Gives the answer
 * as `jose` wants it. Rejects with a KeySetError, or with the error of the connection.
 */
export async function fetchKeySet(
  url: string,
  signal: AbortSignal,
  { allowPrivate }: FetchRules,
): Promise<Response> {
  const { protocol, hostname, href } = new URL(url);
  if (protocol !== 'https:') throw new KeySetError('the URL is not https');
  const host = hostname.replace(/^\[|\]$/g, '');
  // For an address, no lookup is made.
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new KeySetError(`${host} is not a public address`);
  }
  return get(href, signal, allowPrivate ? undefined : lookupPublic);
}

function get(url: string, signal: AbortSignal, lookup: LookupFunction | undefined): Promise<Response> {
  return new Promise((resolve, fail) => {
    const reject = (error: Error) => fail(signal.aborted ? new KeySetError('no answer in time') : error);
    const options = { signal, headers: { accept: 'application/json' }, ...(lookup && { lookup }) };
    const sent = request(url, options, (answer) => {
      const { statusCode: status = 500 } = answer;
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > LARGEST_KEY_SET) {
          sent.destroy(new KeySetError(`the answer is larger than ${LARGEST_KEY_SET} bytes`));
          return;
        }
        chunks.push(chunk);
      });
      answer.on('error', reject);
      answer.on('end', () => {
        if (status === 200) resolve(new Response(Buffer.concat(chunks)));
        else reject(new KeySetError(`the answer has the status ${status}`));
      });
    });
    sent.on('error', reject);
    // Also without an answer or an error, such as after 101 Switching Protocols.
    sent.on('close', () => reject(new KeySetError('the connection was closed')));
    sent.end();
  });
}
