import type { FastifyInstance } from 'fastify';
import type { AnswerBudgets } from './answer-budgets.js';

/** How long a client may read nothing of its answer, in milliseconds. */
const READ_WITHIN_MS = 30_000;

/** Ends connections on which an answer waits and nothing is read. To be called before any route. */
export function endUnreadAnswers(
  fastify: FastifyInstance,
  budgets: AnswerBudgets,
  readWithinMs = READ_WITHIN_MS,
): void {
  fastify.addHook('onRequest', ({ raw: { socket } }, _, done) => {
    // Until it is answered, a connection may be silent.
    socket.setTimeout(0);
    done();
  });
  fastify.addHook('onSend', ({ raw: { socket } }, reply, _, done) => {
    socket.setTimeout(readWithinMs);
    reply.raw.once('timeout', () => {
      budgets.abandoned++;
      socket.destroy();
    });
    done();
  });
}
