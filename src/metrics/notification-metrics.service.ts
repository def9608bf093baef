import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import { NotificationSender } from '../provisioning/notifications/notification-sender.service.js';
import { REGISTRY } from './registry.js';

/** Metrics of the messages to administrators. */
@Injectable()
export class NotificationMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, { counts }: NotificationSender) {
    const attempts: Counter<'channel' | 'outcome'> = new Counter({
      name: 'declaree_notification_attempts_total',
      help: 'Attempts to deliver messages to administrators by mail and to webhooks',
      labelNames: ['channel', 'outcome'],
      registers: [registry],
      collect: () => {
        attempts.reset();
        for (const channel of ['mail', 'webhook'] as const) {
          for (const outcome of ['sent', 'failed'] as const) {
            attempts.inc({ channel, outcome }, counts[channel][outcome]);
          }
        }
      },
    });
  }
}
