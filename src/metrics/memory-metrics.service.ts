import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { AnswerBudgets } from '../platform/http/answer-budgets.js';
import { BodyBudgets } from '../platform/http/body-budgets.js';
import { REGISTRY, serveCounts, serveGauge } from './registry.js';

/** Metrics of the memory budgets for bodies and answers. */
@Injectable()
export class MemoryMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, bodies: BodyBudgets, answers: AnswerBudgets) {
    serveGauge(
      registry,
      'declaree_bodies_waiting',
      'Requests whose bodies are not read yet because the memory budget is used up',
      () => bodies.waiting,
    );
    serveGauge(
      registry,
      'declaree_answers_waiting',
      'Requests waiting because clients of their account have not read earlier answers, or too many large answers are being sent',
      () => answers.waiting,
    );
    serveCounts(
      registry,
      {
        name: 'declaree_memory_refusals_total',
        help: 'Requests answered with 429 because the memory budget was used up, and connections closed because the client did not read the answer',
        label: 'reason',
      },
      () => ({ body: bodies.refused, answer: answers.refused, unread: answers.abandoned }),
    );
  }
}
