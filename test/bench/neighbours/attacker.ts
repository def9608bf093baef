import { connect, type Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { ATTACKS, type Attacker, type Flood, type Shot } from './attacks.js';

/** Addresses of their own, so that what is counted by network is not counted for the neighbour. */
const LOCAL_ADDRESS = '127.9.0.1';
const CONNECTIONS = 8;
const TIMEOUT_MS = 600_000;

/** What came of an attack: answers by status, and requests without one. */
const counts: Record<string, number> = {};
const count = (key: string | number) => (counts[key] = (counts[key] ?? 0) + 1);

const state = { stopped: false };

const headersOf = ({ authorization, body }: Shot, attacker: Attacker) => ({
  authorization: authorization ?? attacker.authorization,
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
});

function open(attacker: Attacker, connections: number): Pool {
  return new Pool(attacker.origin, {
    connections,
    pipelining: 1,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    connect: { localAddress: LOCAL_ADDRESS },
  });
}

async function shoot(pool: Pool, attacker: Attacker, shot: Shot) {
  const { method, path, body } = shot;
  return pool.request({ method, path, body: body ?? null, headers: headersOf(shot, attacker) });
}

/** Keeps the connections busy until it is told to stop. */
async function flood(attacker: Attacker, { connections = CONNECTIONS, next }: Flood): Promise<() => void> {
  const pool = open(attacker, connections);
  let number = 0;
  const work = async () => {
    while (!state.stopped) {
      try {
        const answer = await shoot(pool, attacker, next(number++));
        count(answer.statusCode);
        await answer.body.dump({ limit: Infinity });
      } catch {
        if (!state.stopped) count('no answer');
      }
    }
  };
  for (let worker = 0; worker < connections; worker++) void work();
  return () => void pool.destroy();
}

/** Asks on every connection, and reads nothing of what comes. */
function leaveUnread(attacker: Attacker, { connections = CONNECTIONS, next }: Flood): () => void {
  const { hostname, port, host } = new URL(attacker.origin);
  const sockets: Socket[] = [];
  const openNext = (number: number) => {
    if (state.stopped || number >= connections) return;
    const socket = connect({ host: hostname, port: Number(port), localAddress: LOCAL_ADDRESS });
    socket.pause();
    socket.on('connect', () => {
      const { method, path } = next(number);
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${attacker.authorization}\r\n\r\n`,
      );
      count('asked');
      setImmediate(openNext, number + 1);
    });
    socket.on('error', () => count('cut off'));
    sockets.push(socket);
  };
  openNext(0);
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

async function main(): Promise<void> {
  // An attacker has a machine of its own: here it takes only what the program and its database leave of the processors.
  setPriority(constants.priority.PRIORITY_LOW);
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const nextLine = async () => String((await lines.next()).value ?? '');
  const { name, attacker } = JSON.parse(await nextLine()) as { name: string; attacker: Attacker };
  const attack = ATTACKS.find((each) => each.name === name);
  if (!attack) throw new Error(`there is no attack "${name}"`);
  const pool = open(attacker, 1);
  const ready = await attack.prepare(attacker, async (shot) => {
    const answer = await shoot(pool, attacker, shot);
    return { status: answer.statusCode, text: await answer.body.text() };
  });
  await pool.close();
  process.stdout.write('ready\n');
  await nextLine();
  const end = ready.unread ? leaveUnread(attacker, ready) : await flood(attacker, ready);
  await nextLine();
  state.stopped = true;
  end();
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  process.exit(0);
}

await main();
