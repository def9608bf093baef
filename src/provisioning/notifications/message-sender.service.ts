import { Inject, Injectable } from '@nestjs/common';
import { withinTime } from '../../common/time-limit.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import { sendOutbound } from '../../platform/http/outbound-request.js';
import { OutboundError } from '../../platform/http/public-address.js';
import { Link, mailText, OwnText } from '../../platform/mail/mail-text.js';
import { ONE_TRY_MAILER, type Mail, type Mailer } from '../../platform/mail/mailer.js';
import type { Attempted, Claim, WebhookTarget } from './delivery-claims.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';

/** How long a webhook may take to answer, the lookup of its name included. */
const ANSWER_WITHIN_MS = 5_000;

/** The receiver wants no more messages (Standard Webhooks, RFC 9110 §15.5.11). */
const GONE = 410;

/** Makes one attempt of a delivery, by webhook or by mail. */
@Injectable()
export class MessageSender {
  constructor(
    private readonly secrets: WebhookSecrets,
    @Inject(ONE_TRY_MAILER) private readonly mailer: Mailer,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'oauthPrivateKeySets'>,
  ) {}

  /** Never rejects: a failure is part of the result. `stop` ends an attempt early. */
  async attempt(claim: Claim, stop: AbortSignal): Promise<Attempted> {
    const { target } = claim;
    if (target === null) return { isSent: false, isFinal: true, error: nobodyLeft(claim) };
    try {
      if ('address' in target) await this.mailer.send(this.mail(claim, target.address));
      else return await this.call(claim, target, stop);
      return { isSent: true };
    } catch (error) {
      return { isSent: false, error: reasonOf(error) };
    }
  }

  private async call(
    { account, message }: Claim,
    { url, secrets }: WebhookTarget,
    stop: AbortSignal,
  ): Promise<Attempted> {
    const { type, createdAt: timestamp } = message;
    const data = { account: { id: account.id, slug: account.slug }, ...dataOf(message.data) };
    const body = JSON.stringify({ type, timestamp, data });
    const signature = await this.secrets.sign(secrets, { id: `msg_${message.id}`, body }, new Date());
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Declaree-Webhooks',
      ...signature,
    };
    const allowPrivate = this.settings.oauthPrivateKeySets;
    const answer = await withinTime(ANSWER_WITHIN_MS, stop, (signal) =>
      sendOutbound({ url, body, headers, signal, allowPrivate }),
    );
    // Only the status counts, so nothing of the answer is read.
    answer.on('error', () => undefined);
    answer.destroy();
    const { statusCode: status = 500 } = answer;
    if (status >= 200 && status < 300) return { isSent: true, status };
    return { isSent: false, status, isFinal: status === GONE, error: `the answer has the status ${status}` };
  }

  private mail({ account, message }: Claim, to: string): Mail {
    const { publicUrl } = this.settings;
    const where = publicUrl === undefined ? new OwnText('.') : new Link(`: ${publicUrl}/notifications`);
    const text = mailText`Hello,

${new OwnText(message.text ?? '')}

--
You are an administrator of the Declaree account ${account.name}. To choose which
mails you get, open Notifications in Declaree's console${where}
`;
    return { to, subject: message.subject, text, id: message.id };
  }
}

function dataOf(text: string | null): object {
  return text === null ? {} : (JSON.parse(text) as object);
}

function nobodyLeft({ webhookId }: Claim): string {
  return webhookId === null
    ? 'the person is no longer an administrator, or has no mail address'
    : 'the webhook is switched off';
}

/** A reason that administrators may read: no address of the network that the connection came from. */
function reasonOf(error: unknown): string {
  if (error instanceof OutboundError) return error.message;
  if (error instanceof Error && 'code' in error) return `no connection (${String(error.code)})`;
  return 'it could not be sent';
}
