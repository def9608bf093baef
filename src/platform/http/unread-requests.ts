import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BODY_LIMIT } from './body-budgets.js';
import { declaredLength } from './read-body.js';

/** Largest amount of one request that is discarded, in bytes: enough for a body that is somewhat too large. */
const DISCARDED_AT_MOST = 2 * BODY_LIMIT;

/**
 * How long a client may send nothing, and how long it may keep sending; the defaults of nginx's lingering
 * close.
 */
const SILENT_MS = 5_000;
const WITHIN_MS = 30_000;

/** Connections of one sender, and of all, whose requests are being discarded at the same time. */
const AT_ONCE = { ofOne: 64, ofAll: 512 };

/**
 * Requests that have been answered before they were received in full. If the connection were closed then, the system
 * would reset it and the client could lose the answer (RFC 9112 §9.6). So the rest is read and discarded, without using
 * memory, up to the limits above.
 */
export class UnreadRequests {
  private readonly senders = new Map<string, number>();
  private readonly discards = new Map<Socket, Discard>();

  /**
   * Discards what follows on this connection; repeated calls return the same discard. Returns undefined if
   * too much is being discarded already; the connection should then be closed.
   * @param sender an account or an address
   */
  discard(socket: Socket, sender: string): Discard | undefined {
    const known = this.discards.get(socket);
    if (known) return known;
    const ofSender = this.senders.get(sender) ?? 0;
    if (socket.destroyed || ofSender >= AT_ONCE.ofOne || this.discards.size >= AT_ONCE.ofAll)
      return undefined;
    this.senders.set(sender, ofSender + 1);
    const discard = new Discard(socket, () => {
      if (!this.discards.delete(socket)) return;
      const left = (this.senders.get(sender) ?? 1) - 1;
      if (left === 0) this.senders.delete(sender);
      else this.senders.set(sender, left);
    });
    this.discards.set(socket, discard);
    return discard;
  }

  /** The discard in progress on a connection, if any. */
  find(socket: Socket): Discard | undefined {
    return this.discards.get(socket);
  }
}

/** The rest of one request, which nobody reads. */
class Discard {
  private readonly from: number;
  private timers: NodeJS.Timeout[] = [];
  private closesAfter = false;

  constructor(
    private readonly socket: Socket,
    private readonly ended: () => void,
  ) {
    this.from = socket.bytesRead;
    // Node calls this when the last answer of a connection has been sent. Only our side is closed for now.
    socket.destroySoon = () => {
      this.closesAfter = true;
      socket.end();
    };
    socket.once('close', this.end);
  }

  /** Starts the time limits. Call when the answer has been sent. */
  limitTime(): void {
    if (!this.socket.destroyed)
      this.timers = [SILENT_MS, WITHIN_MS].map((ms) => setTimeout(() => this.socket.destroy(), ms).unref());
  }

  /** Call for each piece that was received. Cuts off the client after `DISCARDED_AT_MOST`. */
  received(): void {
    if (this.socket.bytesRead - this.from > DISCARDED_AT_MOST) this.socket.destroy();
    else this.timers[0]?.refresh();
  }

  /** The request has been received in full, or the connection is closed. */
  readonly end = (): void => {
    for (const timer of this.timers) clearTimeout(timer);
    this.socket.removeListener('close', this.end);
    Reflect.deleteProperty(this.socket, 'destroySoon');
    this.ended();
    if (this.closesAfter) this.socket.destroySoon();
  };
}

/** Discards what remains of each request that has been answered. Call before any route. */
export function discardUnreadRequests(fastify: FastifyInstance, unread: UnreadRequests): void {
  fastify.addHook('onSend', (request: FastifyRequest & { user?: { accountId?: string } }, reply, _, done) => {
    const { raw } = request;
    if (!raw.complete && hasBody(raw)) {
      const discard = unread.discard(raw.socket, request.user?.accountId ?? request.ip);
      if (discard) {
        raw.on('data', () => discard.received());
        raw.once('end', discard.end);
        reply.raw.once('finish', () => discard.limitTime());
      }
      const isWithinLimit = (declaredLength(request) ?? 0) <= DISCARDED_AT_MOST;
      if (!discard || !isWithinLimit) reply.header('connection', 'close');
    }
    done();
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
