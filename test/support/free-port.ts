import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** From here on, unless Linux says otherwise, systems choose the ports of connections and of servers that name none. */
const CHOSEN_BY_SYSTEMS = 32_768;

const LOWEST = 10_000;

/**
 * A port of this machine on which nobody listens, and which the system gives to nobody: so it stays free until
 * somebody asks for it by its number, also while a server that had it is away.
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
