import { All, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { pathOf } from '../../platform/http/request-path.js';
import { RouteTable } from '../../platform/http/route-table.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { nothingThere } from './service-address.js';

/** Answers all unknown paths under `/SCIM/v2`, behind the same guards as known ones. */
@ApiExcludeController()
@ScimEndpoint()
export class UnservedScimController {
  constructor(private readonly routes: RouteTable) {}

  @All(['', '*'])
  refuse(@Req() request: FastifyRequest): never {
    const refusal = this.routes.refusal(request.method, pathOf(request));
    throw refusal.kind === 'not-found' ? nothingThere(request) : refusal;
  }
}
