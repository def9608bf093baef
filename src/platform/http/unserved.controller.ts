import { All, Controller, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { pathOf } from './request-path.js';
import { RouteTable } from './route-table.js';

/** Answers unknown paths and methods of the REST API. */
@ApiExcludeController()
@Controller('api/v1')
export class UnservedController {
  constructor(private readonly routes: RouteTable) {}

  @All('*')
  refuse(@Req() request: FastifyRequest): never {
    throw this.routes.refusal(request.method, pathOf(request));
  }
}
