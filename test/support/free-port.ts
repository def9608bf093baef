import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** Start of the ephemeral port range, unless Linux says otherwise. */
const CHOSEN_BY_SYSTEMS = 32_768;

const LOWEST = 10_000;

/**
 * A free port outside the ephemeral range, so that it stays free until it is requested by number, also while its server
 * is stopped.
 */
export async function freePort(): Promise<number> {
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '');
  const end = Number.parseInt(range, 10) || CHOSEN_BY_SYSTEMS;
  for (;;) {
    const port = randomInt(LOWEST, Math.max(end, LOWEST + 1_000));
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.listen(port, '127.0.0.1');
  if (!(await listening)) return false;
  server.close();
  await once(server, 'close');
  return true;
}
