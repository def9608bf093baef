import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { AccountQueues } from '../platform/database/account-queues.js';
import { AccountRates } from '../platform/limits/account-rates.js';
import { REGISTRY, serveCounts, serveGauge } from './registry.js';

/** What waits and what is refused because of its account. */
@Injectable()
export class LimitMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, rates: AccountRates, queues: AccountQueues) {
    serveGauge(
      registry,
      'declaree_account_requests_waiting',
      'Requests that wait for the database behind others of their own account',
      () => queues.waiting,
    );
    serveCounts(
      registry,
      {
        name: 'declaree_account_requests_refused_total',
        help: 'Requests answered with 429: the account was over its rate, or its queue was full',
        label: 'reason',
      },
      () => ({ rate: rates.refused, line: queues.refused }),
    );
  }
}
