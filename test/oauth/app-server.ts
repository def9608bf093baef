import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Opens what is behind `#` in a popup, and shows what the popup sends back. */
const OPENER = `<!doctype html><button id="connect">Connect</button><output></output><script>
  onmessage = ({ data }) => { document.querySelector('output').textContent = data; };
  document.querySelector('button').onclick = () => open(location.hash.slice(1), 'consent', 'popup');
</script>`;

/** Where the callback redirects to. Tells the window that opened this one, if there is one. */
const ARRIVED = `<!doctype html><h1>Arrived</h1><script>opener?.postMessage(location.search, '*');</script>`;

/** The site of an app, on this machine. As Okta's, its callback is one host for all customers, and redirects to another. */
export class AppServer {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<AppServer> {
    const server = createServer((request, reply) => started.answer(request, reply));
    const started = new AppServer(server);
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return started;
  }

  /** The page with the popup. */
  get openerUrl(): string {
    return `http://127.0.0.1:${this.port}/opener`;
  }

  get callback(): string {
    return `http://127.0.0.1:${this.port}/callback`;
  }

  /** Where the callback leads to, on another origin. */
  get arrival(): string {
    return `http://localhost:${this.port}/arrived`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private answer({ url = '' }: IncomingMessage, reply: ServerResponse): void {
    const { pathname, search } = new URL(url, this.callback);
    if (pathname === '/callback') {
      reply.writeHead(302, { location: this.arrival + search }).end();
      return;
    }
    reply.writeHead(200, { 'content-type': 'text/html' }).end(pathname === '/opener' ? OPENER : ARRIVED);
  }
}
