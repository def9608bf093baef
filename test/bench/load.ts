import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

/** One request, and what it takes from the answer. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL. */
  path: string;
  body?: string;
  /** The status that this program answers with. Services differ in which success they tell; a failure ends the run. */
  status: number;
}

/** What came of a number of requests: how many, in how much time, and each one's milliseconds. */
export interface Measured {
  seconds: number;
  latencies: number[];
}

interface Load {
  concurrency: number;
  seconds: number;
  /** Ends the load before its time is up. */
  atMost?: number | undefined;
  /** The request with that number; `worker` says which of the connections sends it. */
  next: (number: number, worker: number) => Call;
}

const TIMEOUT_MS = 300_000;

/** Sends requests to one SCIM service, or to the bare server, over connections that stay open. */
export class Client {
  private readonly pool: Pool;
  private readonly prefix: string;

  constructor(
    readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>>,
    connections: number,
  ) {
    const { origin, pathname } = new URL(baseUrl);
    this.prefix = pathname.replace(/\/$/, '');
    this.pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
  }

  /** Returns the answer's text. Throws unless it is a success. */
  async send({ method, path, body }: Call, extra: Readonly<Record<string, string>> = {}): Promise<string> {
    const type = body === undefined ? {} : { 'content-type': 'application/scim+json' };
    const answer = await this.pool.request({
      method,
      path: `${this.prefix}${path}`,
      headers: { ...this.headers, ...type, ...extra },
      body: body ?? null,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 200 && answer.statusCode < 300) return text;
    throw new Error(`${method} ${path} is answered with ${answer.statusCode}: ${text.slice(0, 300)}`);
  }

  /** Keeps so many requests under way for so many seconds; those under way at the end count. */
  async load({ concurrency, seconds, atMost = Infinity, next }: Load, extraOf?: ExtraOf): Promise<Measured> {
    const latencies: number[] = [];
    let number = 0;
    const started = performance.now();
    const deadline = started + seconds * 1_000;
    const work = async (worker: number) => {
      while (performance.now() < deadline && number < atMost) {
        const call = next(number++, worker);
        const begun = performance.now();
        await this.send(call, extraOf?.(call));
        latencies.push(performance.now() - begun);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)));
    return { seconds: (performance.now() - started) / 1_000, latencies };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/** Headers that go with one request only. */
export type ExtraOf = (call: Call) => Readonly<Record<string, string>>;

/** The percentile of values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
