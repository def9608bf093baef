import { connect, isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'mysql2';
import type { DatabaseHost, DatabaseTls } from '../../../config/database-url.js';

/** Timeout for connecting to a server. */
const CONNECT_WITHIN_MS = 5_000;
/** TCP keep-alive, because firewalls and load balancers drop idle connections after some minutes. */
const KEEP_ALIVE_AFTER_MS = 30_000;

/** The driver options for one server. */
export function reachServer(host: DatabaseHost, tls?: DatabaseTls): ConnectionOptions {
  return {
    host: host.host,
    port: host.port,
    connectTimeout: CONNECT_WITHIN_MS,
    ...(host.socket === undefined
      ? // Called for each connection, so that the host name is resolved again.
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
  // For an IP address the driver sets no TLS server name, and Node.js would check the certificate for "localhost".
  return isIP(host) === 0 ? stream : Object.assign(stream, { _host: host });
}
