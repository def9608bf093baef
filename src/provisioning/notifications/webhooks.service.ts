import { isIP } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity.js';
import { AuditService, type AuditSubject } from '../../accounts/audit.service.js';
import { differences } from '../../common/changes.js';
import { newId } from '../../common/identifier.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { idIs } from '../../platform/database/sql/predicate.js';
import { isPublicAddress } from '../../platform/http/public-address.js';
import { NOTIFICATION_KINDS, type NotificationKind } from './notification-kinds.js';
import { previousColumns, previousSecrets } from './previous-secrets.js';
import {
  invalidWebhookUrl,
  noKinds,
  privateWebhookUrl,
  tooManyWebhooks,
  tooManyWebhookSecrets,
  unknownWebhook,
} from './refusals.js';
import { Webhook, WEBHOOK_URL_LENGTH } from './webhook.entity.js';

/** What an administrator enters for a webhook. */
export interface WebhookInput {
  url: string;
  kinds: readonly NotificationKind[];
  enabled: boolean;
}

/** Changes of a webhook; what is undefined stays as it is. */
export type WebhookChanges = { [K in keyof WebhookInput]?: WebhookInput[K] | undefined };

/** A webhook without its secret. */
export interface WebhookRow extends Pick<Webhook, 'id' | 'url' | 'enabled' | 'createdAt'> {
  kinds: NotificationKind[];
  /** Until when messages are also signed with the secrets that it had before; null if they are not. */
  previousSecretsUntil: string | null;
}

/** A secret that replaces the one of a webhook. */
export interface SecretReplacement {
  /** Of `WebhookSecrets.issue`. */
  sealed: string;
  /** How long messages are also signed with the replaced secret. With 0, all previous secrets end at once. */
  previousValidHours: number;
}

const COLUMNS = ['id', 'url', 'kinds', 'enabled', 'createdAt', 'previousSecretsUntil'] as const;
const SECRET_COLUMNS = [...COLUMNS, 'secret', 'previousSecrets'] as const;

const HOUR_MS = 3_600_000;

/** How long a replaced secret is usually used on, and at most. */
export const PREVIOUS_VALID_HOURS = 24;
export const PREVIOUS_VALID_HOURS_AT_MOST = 168;
/** How many replaced secrets are used on, so that a second replacement in a row does not lock a receiver out. */
const PREVIOUS_AT_MOST = 3;

/** Maximum number of webhooks per account. */
export const WEBHOOKS_AT_MOST = 5;

/** The webhooks of an account. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly audit: AuditService,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'oauthPrivateKeySets'>,
  ) {}

  /** All webhooks, oldest first. */
  async list(tx: AccountTransaction): Promise<WebhookRow[]> {
    const rows = await tx.select(Webhook, {
      columns: COLUMNS,
      orderBy: [{ column: 'id' }],
      limit: WEBHOOKS_AT_MOST,
    });
    return rows.map((row) => rowOf(row));
  }

  /** Throws `not-found`. With `lock`, other writers of it wait until the transaction ends. */
  async get(tx: AccountTransaction, id: string, { lock = false } = {}): Promise<WebhookRow> {
    const row = await tx.find(Webhook, { columns: COLUMNS, where: idIs(id), forUpdate: lock });
    if (!row) throw unknownWebhook(id);
    return rowOf(row);
  }

  /**
   * Creates a webhook with a secret of `WebhookSecrets.issue`. Throws `invalid` for a wrong URL and for no kinds, `conflict`
   * (`too-many-webhooks`).
   */
  async create(tx: AuthoredTransaction, input: WebhookInput, sealed: string): Promise<WebhookRow> {
    const checked = this.checked(input);
    // Locks the account, so that two requests at once cannot exceed the limit.
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    if ((await tx.count(Webhook)) >= WEBHOOKS_AT_MOST) throw tooManyWebhooks(WEBHOOKS_AT_MOST);
    const createdAt = new Date().toISOString();
    const row = { id: newId(), ...checked, createdAt, previousSecretsUntil: null };
    await tx.insert(Webhook, [{ ...row, kinds: row.kinds.join(','), secret: sealed }]);
    const changes = differences({}, shown(checked));
    await this.audit.record(tx, { action: 'webhook.created', subject: subjectOf(row), changes });
    return row;
  }

  /** Changes what is given. Throws `not-found`, and `invalid` like `create`. */
  async change(tx: AuthoredTransaction, id: string, input: WebhookChanges): Promise<WebhookRow> {
    const before = await this.get(tx, id, { lock: true });
    const { url, kinds, enabled } = this.checked({
      url: input.url ?? before.url,
      kinds: input.kinds ?? before.kinds,
      enabled: input.enabled ?? before.enabled,
    });
    const after = { ...before, url, kinds, enabled };
    if (isDeepStrictEqual(before, after)) return before;
    await tx.update(Webhook, { url, kinds: kinds.join(','), enabled }, idIs(id));
    const changes = differences(shown(before), shown(after));
    await this.audit.record(tx, { action: 'webhook.changed', subject: subjectOf(after), changes });
    return after;
  }

  /**
   * Replaces the secret. For a while, messages are signed with both, so that the receiver can switch in the meantime. Throws
   * `not-found`, `conflict` (`too-many-secrets`).
   */
  async replaceSecret(
    tx: AuthoredTransaction,
    id: string,
    { sealed, previousValidHours }: SecretReplacement,
  ): Promise<WebhookRow> {
    const found = await tx.find(Webhook, { columns: SECRET_COLUMNS, where: idIs(id), forUpdate: true });
    if (!found) throw unknownWebhook(id);
    const { secret, previousSecrets: stored, ...before } = found;
    const now = new Date();
    const until = new Date(now.getTime() + previousValidHours * HOUR_MS).toISOString();
    const kept = [{ sealed: secret, until }, ...previousSecrets(stored, now)];
    const previous = previousColumns(previousValidHours === 0 ? [] : kept);
    if (previousValidHours > 0 && kept.length > PREVIOUS_AT_MOST)
      throw tooManyWebhookSecrets(PREVIOUS_AT_MOST);
    await tx.update(Webhook, { secret: sealed, ...previous }, idIs(id));
    const after = rowOf({ ...before, previousSecretsUntil: previous.previousSecretsUntil });
    const changes = differences(endOf(rowOf(before)), endOf(after));
    await this.audit.record(tx, { action: 'webhook.secret-replaced', subject: subjectOf(after), changes });
    return after;
  }

  /** Deletes a webhook with its deliveries. Throws `not-found`. */
  async remove(tx: AuthoredTransaction, id: string): Promise<void> {
    const webhook = await this.get(tx, id, { lock: true });
    await tx.delete(Webhook, idIs(id));
    await this.audit.record(tx, { action: 'webhook.deleted', subject: subjectOf(webhook) });
  }

  private checked({ url, kinds, enabled }: WebhookInput) {
    const chosen = NOTIFICATION_KINDS.filter((kind) => kinds.includes(kind));
    if (chosen.length === 0) throw noKinds();
    return { url: this.checkedUrl(url.trim()), kinds: chosen, enabled };
  }

  /** Names are looked up with each attempt, since what they resolve to can change. */
  private checkedUrl(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isPlain =
      url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === '';
    if (!isPlain || url.href.length > WEBHOOK_URL_LENGTH) throw invalidWebhookUrl(WEBHOOK_URL_LENGTH);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isPrivate = isIP(host) !== 0 && !isPublicAddress(host);
    if (isPrivate && !this.settings.oauthPrivateKeySets) throw privateWebhookUrl(host);
    return url.href;
  }
}

/** The kinds that a webhook's column lists. */
export function kindsOf(text: string): NotificationKind[] {
  const names = text.split(',');
  return NOTIFICATION_KINDS.filter((kind) => names.includes(kind));
}

function rowOf({
  kinds,
  previousSecretsUntil: until,
  ...row
}: Pick<Webhook, (typeof COLUMNS)[number]>): WebhookRow {
  const isOver = until === null || until <= new Date().toISOString();
  return { ...row, kinds: kindsOf(kinds), previousSecretsUntil: isOver ? null : until };
}

const endOf = ({ previousSecretsUntil }: WebhookRow) => ({ previousSecretsUntil });

const subjectOf = ({ id, url }: Pick<Webhook, 'id' | 'url'>): AuditSubject => ({
  type: 'webhook',
  id,
  name: new URL(url).host,
});

/** A webhook in the audit trail: the path of its URL often contains a token. */
function shown({ url, kinds, enabled }: WebhookInput) {
  return { url: `${new URL(url).origin}/…`, kinds, enabled };
}
