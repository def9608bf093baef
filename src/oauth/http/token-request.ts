import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { clientProduct } from '../../platform/http/client-product.js';
import type { TokenRequest } from '../client-authentication.service.js';
import { tokenUrl } from './endpoints.js';

/**
 * The credentials and the form of a request. Parameters in the URL are ignored, because URLs end up in logs.
 */
export const SentTokenRequest = createParamDecorator((_: unknown, context): TokenRequest => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { headers, body, ip, publicUrl } = request;
  return {
    authorization: headers.authorization,
    form: body instanceof URLSearchParams ? body : new URLSearchParams(),
    address: ip,
    product: clientProduct(headers['user-agent']),
    audiences: [tokenUrl(publicUrl), publicUrl],
  };
});
