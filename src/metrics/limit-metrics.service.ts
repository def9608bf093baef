import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { AccountQueues } from '../platform/database/account-queues.js';
import { AccountRates } from '../platform/limits/account-rates.js';
import { REGISTRY, serveCounts, serveGauge } from './registry.js';

/** Metrics of the limits per account. */
@Injectable()
export class LimitMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, rates: AccountRates, queues: AccountQueues) {
    serveGauge(
      registry,
      'declaree_account_requests_waiting',
      'Requests waiting in the database queue of their account',
      () => queues.waiting,
    );
    serveCounts(
      registry,
      {
        name: 'declaree_account_requests_refused_total',
        help: 'Requests answered with 429: the account exceeded its rate, or its queue was full',
        label: 'reason',
      },
      () => ({ rate: rates.refused, line: queues.refused }),
    );
  }
}
