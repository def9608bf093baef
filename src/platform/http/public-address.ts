import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why a request to a customer's URL failed, in words that the customer may read. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
}

/** The part of IPv6 from which public addresses are allocated (IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address can be reached over the internet: not private, loopback, link-local, multicast, reserved, nor one
 * that embeds such an IPv4 address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // Converts IPv4-mapped IPv6 addresses.
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST)) return false;
  return parsed.range() === 'unicast';
}

/**
 * Resolves a host for a connection, and fails with OutboundError unless all of its addresses are public. The
 * connection is made to what this returns, so a name that changes meanwhile makes no difference.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  const all: LookupOptions & { all: true } = { ...options, all: true };
  lookup(hostname, all, (error, addresses) => {
    if (error) return callback(error, []);
    const refusal = refusalOf(hostname, addresses);
    if (refusal) return callback(refusal, []);
    const [first] = addresses;
    if (options.all || !first) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function refusalOf(hostname: string, addresses: readonly LookupAddress[]): OutboundError | undefined {
  if (addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address))) return undefined;
  return new OutboundError(`${hostname} is not at a public address`);
}
