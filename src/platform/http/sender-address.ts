import type { FastifyInstance } from 'fastify';
import { bareAddress } from './bare-address.js';

/**
 * Takes the sender's address (`request.ip`) when a request arrives: once its client has gone, the connection has none
 * any more, and whoever asks later would get undefined.
 */
export function keepSenderAddresses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) => {
    Object.defineProperty(request, 'ip', { value: bareAddress(request.ip) });
    done();
  });
}
