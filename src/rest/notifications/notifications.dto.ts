import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsIn, ValidateIf } from 'class-validator';
import type { DeliveryRow } from '../../provisioning/notifications/deliveries.service.js';
import { DELIVERY_STATES, type DeliveryState } from '../../provisioning/notifications/delivery.entity.js';
import {
  NOTIFICATION_KINDS,
  TEST_KIND,
  type KindSwitches,
  type MessageKind,
  type NotificationKind,
} from '../../provisioning/notifications/notification-kinds.js';
import { WEBHOOK_URL_LENGTH } from '../../provisioning/notifications/webhook.entity.js';
import {
  PREVIOUS_VALID_HOURS,
  PREVIOUS_VALID_HOURS_AT_MOST,
  type WebhookRow,
} from '../../provisioning/notifications/webhooks.service.js';
import {
  Choice,
  ChoiceField,
  FlagField,
  Id,
  IntegerField,
  NumberField,
  Text,
  TextField,
  Time,
  TimeOrNull,
  UuidField,
  Value,
} from '../../platform/http/fields.js';

const ID = '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90';
const URL_EXAMPLE = 'https://alerts.acme.example/declaree';
const SECRET = 'whsec_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA=';

const DESCRIPTIONS: Readonly<Record<NotificationKind, string>> = {
  failures: 'Requests of the identity provider that failed, collected, at most once an hour',
  alarm: 'A run that takes access from many people, or a deactivation that was refused; at once',
  silence: 'An identity provider that used to call almost daily, and has not for two days',
  expiry: 'API keys and client secrets, 30, 7 and 1 days before they end',
  approvals: 'Expense reports that nobody can approve, each once, collected',
};

const OptionalFlag = (kind: NotificationKind) =>
  FlagField({ presence: 'optional', description: DESCRIPTIONS[kind], example: true });

export class MailPreferencesRequest implements Partial<KindSwitches> {
  @OptionalFlag('failures') failures?: boolean;
  @OptionalFlag('alarm') alarm?: boolean;
  @OptionalFlag('silence') silence?: boolean;
  @OptionalFlag('expiry') expiry?: boolean;
  @OptionalFlag('approvals') approvals?: boolean;
}

export class MailPreferencesResponse implements KindSwitches {
  @Value(false, DESCRIPTIONS.failures) failures: boolean;
  @Value(true, DESCRIPTIONS.alarm) alarm: boolean;
  @Value(true, DESCRIPTIONS.silence) silence: boolean;
  @Value(true, DESCRIPTIONS.expiry) expiry: boolean;
  @Value(true, DESCRIPTIONS.approvals) approvals: boolean;

  @Text('okta@acme.example', 'Where your mails go; null if you have no address')
  address: string | null;
}

const KindsField = (presence: 'required' | 'optional') => (target: object, name: string) => {
  ApiProperty({
    enum: NOTIFICATION_KINDS,
    isArray: true,
    required: presence === 'required',
    minItems: 1,
    uniqueItems: true,
    example: ['alarm', 'silence'],
  })(target, name);
  for (const check of [
    IsIn(NOTIFICATION_KINDS, { each: true }),
    ArrayUnique(),
    ArrayNotEmpty(),
    ...(presence === 'optional' ? [ValidateIf((_, value) => value !== undefined)] : []),
  ])
    check(target, name);
};

export class NewWebhookRequest {
  @TextField({ min: 1, max: WEBHOOK_URL_LENGTH, description: 'An https URL', example: URL_EXAMPLE })
  url: string;

  @KindsField('required') kinds: NotificationKind[];

  @FlagField({ presence: 'optional', default: true, description: 'Whether it is on' })
  enabled?: boolean;
}

export class ChangeWebhookRequest {
  @TextField({ presence: 'optional', min: 1, max: WEBHOOK_URL_LENGTH, example: URL_EXAMPLE })
  url?: string;

  @KindsField('optional') kinds?: NotificationKind[];

  @FlagField({ presence: 'optional', description: 'Whether it is on' })
  enabled?: boolean;
}

export class ReplaceSecretRequest {
  @NumberField({
    presence: 'optional',
    description: `How many hours messages are also signed with the previous secret, ${PREVIOUS_VALID_HOURS} by default. 0 ends all previous secrets at once: use it if somebody else knows one`,
    minimum: 0,
    maximum: PREVIOUS_VALID_HOURS_AT_MOST,
    example: PREVIOUS_VALID_HOURS,
  })
  previousValidHours?: number;
}

export class WebhookResponse implements WebhookRow {
  @Id(ID) id: string;
  @Value(URL_EXAMPLE) url: string;

  @ApiProperty({ enum: NOTIFICATION_KINDS, isArray: true, example: ['alarm', 'silence'] })
  kinds: NotificationKind[];

  @Value(true, 'Switched off by you, or because the receiver answered 410') enabled: boolean;
  @Time('2026-12-01T09:15:00.000Z') createdAt: string;

  @TimeOrNull(null, 'Until when messages are also signed with the previous secrets; null if they are not')
  previousSecretsUntil: string | null;
}

export class NewWebhookResponse extends WebhookResponse {
  @Value(SECRET, 'The signing secret (Standard Webhooks); it is shown only in this answer')
  secret: string;
}

export class WebhooksResponse {
  @ApiProperty({ type: [WebhookResponse], description: 'All webhooks, oldest first; there are five at most' })
  items: WebhookRow[];
}

export class DeliveriesQuery {
  @ChoiceField(DELIVERY_STATES, { presence: 'optional', description: 'Only deliveries in this state' })
  state?: DeliveryState;

  @UuidField('Only deliveries to this webhook')
  webhookId?: string;

  @UuidField('`nextCursor` of the previous page')
  cursor?: string;

  @IntegerField({ description: 'Deliveries per page', minimum: 1, maximum: 100, default: 25 })
  limit: number = 25;
}

export class DeliveryResponse implements DeliveryRow {
  @Id(ID) id: string;

  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91', 'The message; in a webhook, `webhook-id` is `msg_` and this id')
  messageId: string;

  @Choice([...NOTIFICATION_KINDS, TEST_KIND], 'alarm') kind: MessageKind;
  @Value('alarm.mass-change', 'The `type` of the event') type: string;
  @Value('12 people were deactivated at once (Acme)') subject: string;
  @Time('2026-12-01T09:15:00.000Z') createdAt: string;

  @Choice(
    DELIVERY_STATES,
    'sent',
    '`failed`: given up after a day, or because there is nobody left to send it to',
  )
  state: DeliveryState;

  @Value(1, 'Number of attempts so far') attempts: number;
  @TimeOrNull('2026-12-01T09:15:01.000Z', 'The last attempt') attemptedAt: string | null;
  @TimeOrNull(null, 'The next attempt') nextAttemptAt: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 200,
    description: 'HTTP status of the last answer; null without one, and for mails',
  })
  status: number | null;

  @Text(null, 'Why the last attempt failed') error: string | null;
  @Value('alerts.acme.example', 'The host of the webhook, or the user name of the administrator') to: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: ID }) webhookId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null }) userId: string | null;
}

export class DeliveriesResponse {
  @ApiProperty({ type: [DeliveryResponse] })
  items: DeliveryRow[];

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: ID,
    description: 'For the next page; null on the last',
  })
  nextCursor: string | null;
}
