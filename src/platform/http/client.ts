import { createParamDecorator } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Waiter } from '../../common/waiter.js';

/** The client of a reply; it leaves by closing its connection. */
export function clientOf({ raw }: Pick<FastifyReply, 'raw'>): Waiter {
  return {
    get hasLeft() {
      return raw.closed;
    },
    onLeave: (listener) => {
      raw.once('close', listener);
      return () => void raw.off('close', listener);
    },
  };
}

/** The client of the request. */
export const Client = createParamDecorator((_: unknown, context): Waiter => {
  return clientOf(context.switchToHttp().getResponse<FastifyReply>());
});
