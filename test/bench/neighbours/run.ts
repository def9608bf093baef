import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchDatabase } from '../databases.js';
import { cpuOf, memoryOf } from '../process-usage.js';
import type { Attack } from './attacks.js';
import { observe, type Observed } from './neighbour.js';
import { runningStatements, type NeighbourStage } from './stage.js';

/** The effects of an attack on the neighbour and the service. */
export interface Outcome {
  attack: string;
  during: Observed;
  /** The attacker's answers by status. */
  answers: Record<string, number>;
  /** The most resident memory of the server meanwhile, in MB. */
  memory: number;
}

/** What is still going on for nobody. */
export interface Leftover {
  /** Statements that the database runs. */
  running: string[];
  /** The share of one processor that the server uses. */
  busy: number;
}

const OVER_AFTER_MS = 5_000;
const LOOK_FOR_MS = 1_000;
const LOOK_EVERY_MS = 100;

/** Lets one attack run for so many seconds, and watches the neighbour and the server meanwhile. */
export async function underAttack(
  { server, attacker, neighbour }: NeighbourStage,
  attack: Attack,
  seconds: number,
): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'attacker.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const nextLine = async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the attacker of "${attack.name}" has ended`);
      return value;
    };
    child.stdin.write(`${JSON.stringify({ name: attack.name, attacker })}\n`);
    await nextLine();
    const memory = watchMemory(server.pid);
    child.stdin.write('go\n');
    const during = await observe(neighbour, seconds);
    child.stdin.write('stop\n');
    const answers = JSON.parse(await nextLine()) as Record<string, number>;
    await once(child, 'exit');
    return { attack: attack.name, during, answers, memory: memory.stop() };
  } finally {
    child.kill('SIGKILL');
  }
}

function watchMemory(pid: number | undefined): { stop: () => number } {
  let most = 0;
  const look = () => (most = Math.max(most, memoryOf(pid)?.now ?? 0));
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

/** What the service still does when an attack has been over for five seconds. */
export async function leftover({ server }: NeighbourStage, database: BenchDatabase): Promise<Leftover> {
  await sleep(OVER_AFTER_MS);
  return { running: await runningStatements(database), busy: await busyShare(server.pid) };
}

async function busyShare(pid: number | undefined): Promise<number> {
  const before = cpuOf(pid) ?? 0;
  await sleep(LOOK_FOR_MS);
  return ((cpuOf(pid) ?? 0) - before) / LOOK_FOR_MS;
}
