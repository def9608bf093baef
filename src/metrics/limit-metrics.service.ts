import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { AccountLines } from '../database/account-lines.js';
import { AccountRates } from '../limits/account-rates.js';
import { REGISTRY, serveCounts, serveGauge } from './registry.js';

/** What waits and what is refused because of its account. */
@Injectable()
export class LimitMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, rates: AccountRates, lines: AccountLines) {
    serveGauge(
      registry,
      'declaree_account_requests_waiting',
      'Requests that wait for the database behind others of their own account',
      () => lines.waiting,
    );
    serveCounts(
      registry,
      {
        name: 'declaree_account_requests_refused_total',
        help: 'Requests answered with 429: the account was over its rate, or its line was full',
        label: 'reason',
      },
      () => ({ rate: rates.refused, line: lines.refused }),
    );
  }
}
