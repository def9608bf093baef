import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { bareAddress } from '../platform/http/bare-address.js';
import { NETWORK_LENGTH } from './login-place.entity.js';

/** The client's address at two levels. */
export interface ClientAddress {
  /** One sender: an IPv4 address, or the IPv6 /64 of one subscriber. */
  source: string;
  /** Its network: the IPv4 /24, or the IPv6 /48 of one site. */
  network: string;
}

/** The longest text of an address, with brackets, zone and port; what a proxy passes on may be longer. */
const LONGEST = 64;

/**
 * Parsing an address takes longer than the rest of a check, and each request needs its address several times.
 */
const parsed = new LRUCache<string, ClientAddress>({ max: 10_000, memoMethod: parse });

const SOURCE_BITS = 64;
const NETWORK_BITS = { ipv4: 24, ipv6: 48 };

/** Parses an address; any other text is its own source and network. */
export function clientAddressOf(address: string): ClientAddress {
  return address.length > LONGEST ? parse(address) : parsed.memo(address);
}

function parse(address: string): ClientAddress {
  const bare = bareAddress(address);
  if (!ipaddr.isValid(bare)) {
    const text = bare.slice(0, NETWORK_LENGTH);
    return { source: text, network: text };
  }
  const ip = ipaddr.process(bare);
  return ip instanceof ipaddr.IPv6
    ? { source: prefix(ip, SOURCE_BITS), network: prefix(ip, NETWORK_BITS.ipv6) }
    : { source: ip.toString(), network: prefix(ip, NETWORK_BITS.ipv4) };
}

function prefix(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
