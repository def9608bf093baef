import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isPublicAddress, lookupPublic, OutboundError } from './public-address.js';

/** A request to a URL that a customer has entered. */
export interface OutboundRequest {
  url: string;
  /** Sent by POST; without it, the request is a GET. */
  body?: string;
  headers: Readonly<Record<string, string>>;
  /** Aborts the request, at the latest when its time is up. */
  signal: AbortSignal;
  /** Whether private, loopback and link-local addresses are allowed. */
  allowPrivate: boolean;
}

/**
 * Sends a request over https, to a public address only, without following redirects. Returns the answer when
 * its head has arrived; the caller reads or destroys it. Rejects with an OutboundError, or with the error of
 * the connection.
 */
export async function sendOutbound({
  url,
  body,
  headers,
  signal,
  allowPrivate,
}: OutboundRequest): Promise<IncomingMessage> {
  const { protocol, hostname, href } = new URL(url);
  if (protocol !== 'https:') throw new OutboundError('the URL is not https');
  const host = hostname.replace(/^\[|\]$/g, '');
  // For an address, no lookup is made.
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new OutboundError(`${host} is not a public address`);
  }
  const options = {
    method: body === undefined ? 'GET' : 'POST',
    signal,
    headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
    ...(!allowPrivate && { lookup: lookupPublic }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(href, options, resolve);
    sent.on('error', (error) => reject(inTime(error, signal)));
    // This may happen without an answer or an error, such as after 101 Switching Protocols.
    sent.on('close', () => reject(new OutboundError('the connection was closed')));
    sent.end(body);
  });
}

/**
 * Reads an answer to its end. Rejects with an OutboundError if it is larger than `limit` bytes or late, or with the error
 * of the connection.
 */
export async function readOutbound(
  answer: IncomingMessage,
  limit: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw new OutboundError(`the answer is larger than ${limit} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Error ? inTime(error, signal) : error;
  }
  return Buffer.concat(chunks);
}

function inTime(error: Error, signal: AbortSignal): Error {
  return signal.aborted ? new OutboundError('no answer in time') : error;
}
