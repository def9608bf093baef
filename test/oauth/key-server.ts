import { createServer, globalAgent, type Server } from 'node:https';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCertificate, type Certificate } from '../support/certificate.js';

/** A server of key sets over https, on this machine. This process trusts its certificate while it runs. */
export class KeyServer {
  /** How many requests it has had. */
  requests = 0;
  /** What it answers next. */
  answer: (reply: ServerResponse) => void = (reply) => void reply.end('{"keys":[]}');

  private constructor(
    private readonly server: Server,
    private readonly certificate: Certificate,
    private readonly trustedBefore: typeof globalAgent.options.ca,
  ) {}

  static async start(): Promise<KeyServer> {
    const certificate = await makeCertificate();
    const server = createServer({ cert: certificate.cert, key: certificate.key });
    const started = new KeyServer(server, certificate, globalAgent.options.ca);
    globalAgent.options.ca = certificate.cert;
    server.on('request', (_, reply) => {
      started.requests += 1;
      started.answer(reply);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `https://localhost:${this.port}/keys`;
  }

  async stop(): Promise<void> {
    globalAgent.options.ca = this.trustedBefore;
    globalAgent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.certificate.remove();
  }
}
