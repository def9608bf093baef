import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  NOTIFICATION_KINDS,
  type KindSwitches,
  type NotificationKind,
} from '../provisioning/notifications/notification-kinds.js';
import { WEBHOOK_URL_LENGTH } from '../provisioning/notifications/webhook.entity.js';
import {
  PREVIOUS_VALID_HOURS,
  PREVIOUS_VALID_HOURS_AT_MOST,
} from '../provisioning/notifications/webhooks.service.js';
import type { FormFields } from './form.js';

const CHECKED = 'yes';

/** A checkbox for each kind. */
export class KindsForm implements Record<NotificationKind, string | undefined> {
  @IsOptional() @IsIn([CHECKED]) failures: string | undefined;
  @IsOptional() @IsIn([CHECKED]) alarm: string | undefined;
  @IsOptional() @IsIn([CHECKED]) silence: string | undefined;
  @IsOptional() @IsIn([CHECKED]) expiry: string | undefined;
  @IsOptional() @IsIn([CHECKED]) approvals: string | undefined;
}

export class WebhookForm extends KindsForm {
  @MaxLength(WEBHOOK_URL_LENGTH, { message: `The URL can have at most ${WEBHOOK_URL_LENGTH} characters` })
  @IsString({ message: 'Enter the https URL of your receiver' })
  url: string;
}

export class ChangeWebhookForm extends WebhookForm {
  @IsOptional() @IsIn([CHECKED]) enabled?: string;
}

/** How many hours the previous secret of a webhook stays in use, as sent by the form. */
export const PREVIOUS_SECRET_CHOICES = [
  { value: String(PREVIOUS_VALID_HOURS), label: 'For 24 hours' },
  { value: String(PREVIOUS_VALID_HOURS_AT_MOST), label: 'For 7 days' },
  { value: '0', label: 'Not at all: somebody else knows it' },
] as const;

export class ReplaceSecretForm {
  @IsIn(PREVIOUS_SECRET_CHOICES.map(({ value }) => value), { message: 'Choose one of the list' })
  hours: string;
}

/** The kinds whose boxes are checked. */
export function checkedKinds(form: KindsForm): NotificationKind[] {
  return NOTIFICATION_KINDS.filter((kind) => form[kind] === CHECKED);
}

/** The checkboxes of kinds that are on. */
export function switchesOf(kinds: readonly NotificationKind[]): KindSwitches {
  const switches = NOTIFICATION_KINDS.map((kind) => [kind, kinds.includes(kind)]);
  return Object.fromEntries(switches) as KindSwitches;
}

/** Fields of a form with these boxes checked. */
export function fieldsOf(
  switches: Readonly<Record<string, boolean>>,
  texts: Readonly<Record<string, string>> = {},
): FormFields {
  const checked = Object.entries(switches).filter(([, isOn]) => isOn);
  return new Map([...Object.entries(texts), ...checked.map(([name]): [string, string] => [name, CHECKED])]);
}
