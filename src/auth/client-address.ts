import ipaddr from 'ipaddr.js';
import { bareAddress } from '../platform/http/bare-address.js';
import { NETWORK_LENGTH } from './login-place.entity.js';

/** The client's address at two levels. */
export interface ClientAddress {
  /** One sender: an IPv4 address, or the IPv6 /64 of one subscriber. */
  source: string;
  /** Its network: the IPv4 /24, or the IPv6 /48 of one site. */
  network: string;
}

const SOURCE_BITS = 64;
const NETWORK_BITS = { ipv4: 24, ipv6: 48 };

/** Parses an address; any other text is its own source and network. */
export function clientAddressOf(address: string): ClientAddress {
  const bare = bareAddress(address);
  if (!ipaddr.isValid(bare)) {
    const text = bare.slice(0, NETWORK_LENGTH);
    return { source: text, network: text };
  }
  const parsed = ipaddr.process(bare);
  return parsed instanceof ipaddr.IPv6
    ? { source: prefix(parsed, SOURCE_BITS), network: prefix(parsed, NETWORK_BITS.ipv6) }
    : { source: parsed.toString(), network: prefix(parsed, NETWORK_BITS.ipv4) };
}

function prefix(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
