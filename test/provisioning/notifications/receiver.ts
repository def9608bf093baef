import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, globalAgent, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate, type Certificate } from '../../support/certificate.js';

/** A message as it arrived. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The event in a message. */
export interface WebhookEvent {
  type: string;
  timestamp: string;
  data: Record<string, unknown> & { account: { id: string; slug: string } };
}

/**
 * A customer's receiver over https, on this machine. It knows the Standard Webhooks specification and nothing of the
 * program. This process trusts its certificate while it runs.
 */
export class Receiver {
  readonly received: Received[] = [];
  /** What it answers next. */
  answer: (reply: ServerResponse, message: Received) => void = (reply) => void reply.writeHead(204).end();

  private constructor(
    private readonly server: Server,
    private readonly certificate: Certificate,
  ) {}

  static async start(): Promise<Receiver> {
    const certificate = await makeCertificate();
    const server = createServer({ cert: certificate.cert, key: certificate.key });
    const started = new Receiver(server, certificate);
    // Several receivers may run at once.
    globalAgent.options.ca = [...trusted(), certificate.cert];
    server.on('request', (request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url: path = '', headers } = request;
        const message = { path, headers, body: Buffer.concat(chunks).toString('utf8') };
        started.received.push(message);
        started.answer(reply, message);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The file of its certificate, for `NODE_EXTRA_CA_CERTS`. */
  get certificateFile(): string {
    return this.certificate.file;
  }

  async stop(): Promise<void> {
    const others = trusted().filter((certificate) => certificate !== this.certificate.cert);
    globalAgent.options.ca = others.length > 0 ? others : undefined;
    globalAgent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.certificate.remove();
  }
}

/** The certificates that this process trusts in place of the usual ones. */
function trusted(): (string | Buffer)[] {
  return [globalAgent.options.ca ?? []].flat();
}

/** How far the clock of a sender may be off, in seconds. */
const TOLERANCE_S = 300;

/**
 * Verifies a message as the specification's "Verifying webhook authenticity" says, and gives its event. Throws an Error for
 * one that is not authentic.
 */
export function verified({ headers, body }: Received, secret: string): WebhookEvent {
  const header = (name: string) => {
    const value = headers[name];
    if (typeof value !== 'string') throw new Error(`no header ${name}`);
    return value;
  };
  const timestamp = header('webhook-timestamp');
  if (!/^\d+$/.test(timestamp)) throw new Error('the timestamp is no number');
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > TOLERANCE_S) throw new Error('too old');
  if (!secret.startsWith('whsec_')) throw new Error('not a symmetric secret');
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  if (key.length < 24 || key.length > 64) throw new Error('a key of a wrong length');
  const expected = createHmac('sha256', key)
    .update(`${header('webhook-id')}.${timestamp}.${body}`)
    .digest();
  const isSigned = header('webhook-signature')
    .split(' ')
    .some((part) => {
      const [version, signature = ''] = part.split(',');
      const given = Buffer.from(signature, 'base64');
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
    });
  if (!isSigned) throw new Error('the signature does not match');
  return JSON.parse(body) as WebhookEvent;
}
