import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, globalAgent, type Server } from 'node:https';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';
import { findTool } from '../support/tools.js';

const run = promisify(execFile);

export const OPENSSL = findTool('openssl');

/** A server of key sets over https, on this machine. This process trusts its certificate while it runs. */
export class KeyServer {
  /** How many requests it has had. */
  requests = 0;
  /** What it answers next. */
  answer: (reply: ServerResponse) => void = (reply) => void reply.end('{"keys":[]}');

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
    private readonly trustedBefore: typeof globalAgent.options.ca,
  ) {}

  static async start(): Promise<KeyServer> {
    const folder = await mkdtemp(join(tmpdir(), 'declaree-keys-'));
    const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';
    const line = `req -x509 -days 2 -subj /CN=localhost -addext ${names} -newkey rsa:2048 -noenc -keyout key.pem -out cert.pem`;
    await run(OPENSSL ?? '', line.split(' '), { cwd: folder });
    const cert = await readFile(join(folder, 'cert.pem'));
    const server = createServer({ cert, key: await readFile(join(folder, 'key.pem')) });
    const started = new KeyServer(server, folder, globalAgent.options.ca);
    globalAgent.options.ca = cert;
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
    await rm(this.folder, { recursive: true, force: true });
  }
}
