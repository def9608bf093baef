import { createServer, type Server } from 'node:http';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, Registry } from 'prom-client';
import { listenError } from '../platform/http/listen-error.js';
import { onRequestEnd } from '../platform/http/request-end.js';
import type { Settings } from '../config/settings.js';
import { SETTINGS } from '../config/settings.module.js';
import { programVersion } from '../config/version.js';
import { processMetrics } from './process-metrics.js';
import { ProvisioningFailures } from './provisioning-failures.js';
import { REGISTRY } from './registry.js';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Process and HTTP metrics. Served on `METRICS_PORT` if that is set. */
@Injectable()
export class MetricsService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly contentType: string;
  private readonly process = processMetrics();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly failures: ProvisioningFailures;
  private server: Server | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(REGISTRY) private readonly registry: Registry,
  ) {
    this.contentType = registry.contentType;
    this.requests = new Histogram({
      name: 'declaree_http_request_duration_seconds',
      help: 'Requests by method, route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers: [registry],
    });
    this.failures = new ProvisioningFailures(registry);
    new Gauge({
      name: 'declaree_build_info',
      help: 'Always 1; the label is the running version',
      labelNames: ['version'],
      registers: [registry],
    }).set({ version: programVersion() }, 1);
  }

  /** Whether `/metrics` is served on the main port. */
  get isShared(): boolean {
    return this.settings.metricsPort === undefined;
  }

  /** The metrics in Prometheus text format. */
  text(): Promise<string> {
    return Registry.merge([this.process, this.registry]).metrics();
  }

  /** Counts requests by route. Paths would create an unlimited number of series. */
  observe(fastify: FastifyInstance): void {
    onRequestEnd(fastify, (request, reply, status) => {
      const { method, routeOptions } = request;
      this.requests.observe({ method, route: routeOptions.url ?? 'none', status }, reply.elapsedTime / 1000);
      this.failures.observe(request, status);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const { metricsPort, host } = this.settings;
    if (metricsPort === undefined) return;
    const server = createServer((request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.text().then(
        (text) => response.writeHead(200, { 'content-type': this.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      const fail = (error: Error) => reject(listenError(error, 'METRICS_PORT'));
      server.once('error', fail).listen(metricsPort, host, resolve);
    });
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
