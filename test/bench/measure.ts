import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchCall, Case } from './cases.js';
import { percentile, type Client, type ExtraOf, type Measured } from './load.js';
import { cpuOf } from './process-usage.js';

/** Milliseconds of CPU a request; undefined where a process cannot be looked at. */
export interface Cpu {
  server: number | undefined;
  database: number | undefined;
}

export interface Figures {
  requests: number;
  perSecond: number;
  p50: number;
  p99: number;
  cpu: Cpu;
}

/** One line of the table of results. */
export interface Row {
  name: string;
  figures: Figures | undefined;
  /** Those of the bare server, or of another build. */
  other?: Figures | undefined;
  note?: string | undefined;
}

/** A server under load, and the processes that work for it. */
export interface Target {
  client: Client;
  pid: number | undefined;
  databasePid: number | undefined;
}

/** The bare server, and how it is told what to do. */
export interface BareTarget extends Target {
  prepare: (statements: string, answer: unknown) => Promise<void>;
  extraOf: ExtraOf;
}

export interface Pace {
  seconds: number;
  rounds: number;
  concurrency: number;
}

/** After a load, the database writes what is still in memory; that belongs to nobody's figures. */
const SETTLE_MS = 150;
const WARM_UP = 0.4;

/** Measures a case, in turn with the bare server where that can do the same. */
export async function measureCase(
  each: Case,
  target: Target,
  bare: BareTarget | undefined,
  pace: Pace,
): Promise<Row> {
  await ensureFound(each, target);
  const compared = bare && each.next(0, 0).statements !== undefined ? bare : undefined;
  if (compared) await prepareBare(each, target, compared);
  const { ours, theirs } = await measureInTurn(each, target, compared, pace);
  return { name: each.name, figures: ours, other: theirs };
}

/**
 * Measures a case in rounds, each after a round of another server, which may have requests of its own for it. `multiples`
 * has the CPU time of each round as a multiple of the other server's.
 */
export async function measureInTurn(
  { next, concurrency }: Case,
  target: Target,
  other: (Target & { extraOf?: ExtraOf; next?: Case['next'] }) | undefined,
  pace: Pace,
): Promise<{ ours: Figures; theirs: Figures | undefined; multiples: number[] }> {
  const load = { concurrency: concurrency ?? pace.concurrency, next };
  const otherLoad = { ...load, next: other?.next ?? next };
  const ours = new Tally(target);
  const theirs = other && new Tally(other);
  const warmUp = pace.seconds * WARM_UP;
  await target.client.load({ ...load, seconds: warmUp });
  await other?.client.load({ ...otherLoad, seconds: warmUp }, other.extraOf);
  const { seconds } = pace;
  const multiples: number[] = [];
  for (let round = 0; round < pace.rounds; round++) {
    const before =
      other && (await theirs?.add(() => other.client.load({ ...otherLoad, seconds }, other.extraOf)));
    const cpu = await ours.add(() => target.client.load({ ...load, seconds }));
    if (before !== undefined) multiples.push(cpu / before);
  }
  return { ours: ours.figures(), theirs: theirs?.figures(), multiples };
}

/** A look-up that finds nothing would be fast for a wrong reason. */
async function ensureFound({ name, next }: Case, { client }: Target): Promise<void> {
  const call = next(0, 0);
  if (call.method !== 'GET') return;
  if (/"totalResults":\s*0/.test(await client.send(call))) throw new Error(`${name} finds nothing`);
}

/** Shows the bare server answers of the very requests that it will get, for their size. */
async function prepareBare({ next }: Case, { client }: Target, bare: BareTarget): Promise<void> {
  const kinds = new Map<string, BenchCall>();
  for (let number = 0; number < 2; number++) {
    const call = next(number, 0);
    if (call.statements === undefined) continue;
    const text = await client.send(call);
    if (!kinds.has(call.statements))
      await bare.prepare(call.statements, text === '' ? null : JSON.parse(text));
    kinds.set(call.statements, call);
  }
}

/** Adds up what came of several loads on one server, with the CPU that its processes used meanwhile. */
export class Tally {
  private readonly latencies: number[] = [];
  private seconds = 0;
  private readonly used = { server: 0, database: 0 };

  constructor(private readonly target: Pick<Target, 'pid' | 'databasePid'>) {}

  /** Adds a load, and returns the CPU ms of one of its requests, the database's included. */
  async add(work: () => Promise<Measured>): Promise<number> {
    await sleep(SETTLE_MS);
    const before = this.cpu();
    const measured = await work();
    const after = this.cpu();
    const server = (after.server ?? 0) - (before.server ?? 0);
    const database = (after.database ?? 0) - (before.database ?? 0);
    this.used.server += server;
    this.used.database += database;
    this.seconds += measured.seconds;
    for (const latency of measured.latencies) this.latencies.push(latency);
    return (server + database) / measured.latencies.length;
  }

  figures(): Figures {
    const requests = this.latencies.length;
    const { server, database } = this.cpu();
    return {
      requests,
      perSecond: requests / this.seconds,
      p50: percentile(this.latencies, 0.5),
      p99: percentile(this.latencies, 0.99),
      cpu: {
        server: server === undefined ? undefined : this.used.server / requests,
        database: database === undefined ? undefined : this.used.database / requests,
      },
    };
  }

  private cpu(): Cpu {
    return { server: cpuOf(this.target.pid), database: cpuOf(this.target.databasePid) };
  }
}
