import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './condition.js';

/** A raw connection that collects the received bytes. */
export class Connection {
  received = '';
  readonly closed: Promise<unknown>;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (data: string) => (this.received += data));
    this.closed = once(socket, 'close');
  }

  static async to(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Connection(socket);
  }

  write(text: string): void {
    this.socket.write(text);
  }

  async until(pattern: RegExp): Promise<void> {
    await until(`${pattern.source} is received`, () => pattern.test(this.received));
  }
}
