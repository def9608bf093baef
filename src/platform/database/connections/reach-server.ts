import { connect, isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'mysql2';
import type { DatabaseHost, DatabaseTls } from '../../../config/database-url.js';

/** How long a server may take until it has let the program in. */
export const CONNECT_WITHIN_MS = 5_000;
/** Firewalls and load balancers forget a silent connection after some minutes: the system shows it that this one lives. */
const KEEP_ALIVE_AFTER_MS = 30_000;

/** The driver's options by which it reaches one server, for first contacts and pools alike. */
export function reachServer(host: DatabaseHost, tls?: DatabaseTls): ConnectionOptions {
  return {
    host: host.host,
    port: host.port,
    connectTimeout: CONNECT_WITHIN_MS,
    ...(host.socket === undefined
      ? // Called for each connection, so that a name that leads elsewhere by now is looked up anew.
        { stream: () => openSocket(host) }
      : { socketPath: host.socket }),
    ...(tls && {
      ssl: {
        ...(tls.ca !== undefined && { ca: tls.ca }),
        minVersion: 'TLSv1.2',
        rejectUnauthorized: tls.verify,
        verifyIdentity: tls.verify,
      },
    }),
  };
}

function openSocket({ host, port }: DatabaseHost): Socket {
  const stream = connect({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
  });
  // The driver names no server in TLS where it is an address, and Node.js would then ask the certificate for "localhost".
  return isIP(host) === 0 ? stream : Object.assign(stream, { _host: host });
}
