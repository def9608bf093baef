import type { Markers, Written } from './markers.js';

/** A request as text, with whatever headers and body. */
export interface Sent {
  headers?: Record<string, string>;
  /** A text goes as it is, anything else as JSON. */
  body?: unknown;
}

export interface Received {
  status: number;
  body: Record<string, unknown>;
}

/** Sends requests, and keeps every answer to be searched. */
export class Visitor {
  private readonly answers: (Written & { shown: string[] })[] = [];

  constructor(
    private readonly url: string,
    private readonly markers: Markers,
  ) {}

  /** How many requests were answered with each status. */
  readonly statuses = new Map<number, number>();

  async send(line: `${string} /${string}`, { headers = {}, body }: Sent = {}): Promise<Received> {
    const [method = '', ...path] = line.split(' ');
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.url + path.join(' '), {
      method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    this.answers.push({ where: `the answer to ${line.slice(0, 80)}`, text: `${head}\n${text}`, shown: [] });
    this.statuses.set(response.status, (this.statuses.get(response.status) ?? 0) + 1);
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }

  /** The secret that the last answer hands out, for this once. Throws where there is none. */
  handedOut(name: string, secret: unknown): string {
    const last = this.answers.at(-1);
    if (typeof secret !== 'string' || !last?.text.includes(secret))
      throw new Error(`no ${name} was handed out`);
    last.shown.push(secret);
    return this.markers.add(name, secret);
  }

  /** Secrets in answers that should not hold them. */
  findings(): string[] {
    return this.answers.flatMap((answer) => this.markers.foundIn(answer, answer.shown));
  }
}
