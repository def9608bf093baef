import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { MetricsService } from './metrics.service.js';
import { unknownPath } from '../platform/http/refusals.js';

/** `/metrics` on the main port, unless `METRICS_PORT` is set. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!this.metrics.isShared) throw unknownPath('/metrics');
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }
}
