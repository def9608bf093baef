import type { FastifyInstance } from 'fastify';
import { bareAddress } from './bare-address.js';

/** Stores `request.ip` when a request arrives, because it is undefined once the client has left. */
export function keepSenderAddresses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) => {
    Object.defineProperty(request, 'ip', { value: bareAddress(request.ip) });
    done();
  });
}
