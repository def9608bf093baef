import { BlockList, isIP } from 'node:net';

/** Names that only a machine or a network of its own knows (RFC 6761, 6762, 8375, 9476). */
const PRIVATE_NAME = /^(?:[^.]+|.*\.(?:localhost|local|internal|home\.arpa|lan|alt))$/i;

/** Addresses that the internet does not route (RFC 6890). */
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
 * Why an identity provider cannot use a base URL, each as a sentence; none where it can. Told before anybody waits for a
 * test that cannot pass: an `http` address, a host that only a private network knows, and `_`, which Okta refuses.
 */
export function addressFaults(baseUrl: string): string[] {
  if (!URL.canParse(baseUrl)) return [`"${baseUrl}" is no address.`];
  const { protocol, hostname } = new URL(baseUrl);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return [
    ...(protocol === 'https:' ? [] : ['It begins with http: identity providers use https only.']),
    ...(isPrivate(host)
      ? [
          `The host ${host} is known in a private network only: an identity provider in the cloud cannot reach it.`,
        ]
      : []),
    ...(host.includes('_')
      ? [`The host ${host} has an underscore (_) in its name, which Okta refuses.`]
      : []),
  ];
}

function isPrivate(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return PRIVATE_NAME.test(host.replace(/\.$/, ''));
  return PRIVATE.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
