import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A proxy between a client and a server, like a firewall, or a host name that changes after a failover. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  /** How often somebody has connected. */
  connections = 0;
  /** From then on, connections that are idle for longer are dropped silently. */
  forgetsAfterMs = Number.POSITIVE_INFINITY;

  private constructor(
    private readonly server: Server,
    /** Where new connections lead. */
    public target: number,
  ) {
    server.on('connection', (socket) => this.join(socket));
  }

  /** In front of a port of this machine. */
  static async before(target: number): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Ends every connection. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private join(client: Socket): void {
    this.connections++;
    const upstream = connect(this.target, '127.0.0.1');
    let lastAt = performance.now();
    let forgotten = false;
    const lives = () => {
      forgotten ||= performance.now() - lastAt > this.forgetsAfterMs;
      lastAt = performance.now();
      return !forgotten;
    };
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (data) => lives() && to.write(data));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        if (lives()) to.destroy();
      });
    }
  }
}
