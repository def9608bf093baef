import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { AnswerBudgets } from '../platform/http/answer-budgets.js';
import { BodyBudgets } from '../platform/http/body-budgets.js';
import { REGISTRY, serveCounts, serveGauge } from './registry.js';

/** What waits for memory, and what is refused because there is none. */
@Injectable()
export class MemoryMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, bodies: BodyBudgets, answers: AnswerBudgets) {
    serveGauge(
      registry,
      'declaree_bodies_waiting',
      'Requests whose bodies wait to be read, still with their senders, for room in memory',
      () => bodies.waiting,
    );
    serveGauge(
      registry,
      'declaree_answers_waiting',
      'Requests that wait because answers to their account have not been read, or too many large ones are under way',
      () => answers.waiting,
    );
    serveCounts(
      registry,
      {
        name: 'declaree_memory_refusals_total',
        help: 'Requests answered with 429 because their body or answer found no room in memory, and connections closed because nobody read the answer',
        label: 'reason',
      },
      () => ({ body: bodies.refused, answer: answers.refused, unread: answers.abandoned }),
    );
  }
}
