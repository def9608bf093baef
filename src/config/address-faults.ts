import { BlockList, isIP } from 'node:net';

/** Names that resolve only on one machine or in a private network (RFC 6761, 6762, 8375, 9476). */
const PRIVATE_NAME = /^(?:[^.]+|.*\.(?:localhost|local|internal|home\.arpa|lan|alt))$/i;

/** Addresses that are not routed on the internet (RFC 6890). */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6');
}

/**
 * Why an identity provider cannot use a base URL, one sentence per reason; empty if it can. Checks for `http`, a
 * private host, and `_`, which Okta rejects.
 */
export function addressFaults(baseUrl: string): string[] {
  if (!URL.canParse(baseUrl)) return [`"${baseUrl}" is not a valid address.`];
  const { protocol, hostname } = new URL(baseUrl);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return [
    ...(protocol === 'https:' ? [] : ['It starts with http: identity providers only use https.']),
    ...(isPrivate(host)
      ? [
          `The host ${host} exists only in a private network: an identity provider in the cloud cannot reach it.`,
        ]
      : []),
    ...(host.includes('_')
      ? [`The host ${host} has an underscore (_) in its name, which Okta does not accept.`]
      : []),
  ];
}

function isPrivate(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return PRIVATE_NAME.test(host.replace(/\.$/, ''));
  return PRIVATE.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
