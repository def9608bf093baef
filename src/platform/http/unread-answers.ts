import type { FastifyInstance } from 'fastify';
import type { AnswerBudgets } from './answer-budgets.js';

/** How long a client may stop reading its answer, in milliseconds. */
const READ_WITHIN_MS = 30_000;

/** Closes connections whose clients do not read the answer. Call before any route. */
export function endUnreadAnswers(
  fastify: FastifyInstance,
  budgets: AnswerBudgets,
  readWithinMs = READ_WITHIN_MS,
): void {
  fastify.addHook('onRequest', ({ raw: { socket } }, _, done) => {
    // No timeout while the request is being answered.
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
