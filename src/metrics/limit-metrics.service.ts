import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { BodyBudgets } from '../common/http/body-budgets.js';
import { AccountLines } from '../database/account-lines.js';
import { AccountRates } from '../limits/account-rates.js';
import { REGISTRY, serveCounts, serveGauge } from './registry.js';

/** What waits and what is refused because of its account. */
@Injectable()
export class LimitMetrics {
  constructor(
    @Inject(REGISTRY) registry: Registry,
    rates: AccountRates,
    lines: AccountLines,
    bodies: BodyBudgets,
  ) {
    serveGauge(
      registry,
      'declaree_account_requests_waiting',
      'Requests that wait for the database behind others of their own account',
      () => lines.waiting,
    );
    serveGauge(
      registry,
      'declaree_bodies_waiting',
      'Requests whose bodies wait to be read, unread with their senders, for room in memory',
      () => bodies.waiting,
    );
    serveCounts(
      registry,
      {
        name: 'declaree_account_requests_refused_total',
        help: 'Requests answered with 429: the account was over its rate, its line was full, or there was no room for the body',
        label: 'reason',
      },
      () => ({ rate: rates.refused, line: lines.refused, body: bodies.refused }),
    );
  }
}
