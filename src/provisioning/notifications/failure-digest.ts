import { moment } from '../../common/moment.js';
import { Link, mailText, OwnText } from '../../platform/mail/mail-text.js';
import { causeOf } from '../log/readings.js';
import type { RecordedEvent } from '../log/recorded-event.js';
import type { Message } from './notification-outbox.service.js';

/** How many causes a message names: those of most failures. */
const CAUSES_AT_MOST = 5;

/** Failures of one kind. */
interface Cause {
  /** The stable code of the refusal; null without one. */
  code: string | null;
  reason: string;
  count: number;
}

/** What is collected in one message. */
export interface CollectedFailures {
  account: string;
  events: readonly RecordedEvent[];
  /** Whether there were more than those. */
  isCut: boolean;
  since: string;
  until: string;
  /** The URL of the provisioning log's failures; undefined without `PUBLIC_URL`. */
  url: string | undefined;
}

/** Says how many requests have failed, and why. Names nobody. */
export function digestOf({ account, events, isCut, since, until, url }: CollectedFailures): Message {
  const causes = causesOf(events);
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  const number = `${total}${isCut ? ' or more' : ''}`;
  const shown = causes.slice(0, CAUSES_AT_MOST);
  const lines = shown.map(({ count, reason }) => `- ${count} × ${mailText`${reason}`}`).join('\n');
  const more = causes.length > shown.length ? '\n- and others' : '';
  const where =
    url === undefined ? new OwnText("under Provisioning log in Declaree's console") : new Link(url);
  return {
    type: 'failures.collected',
    data: { total, isCut, since, until, causes: shown.map(({ code, count }) => ({ code, count })) },
    mail: {
      subject: mailText`${new OwnText(number)} failed requests of the identity provider (${account})`,
      text: mailText`Since ${new OwnText(moment(since))}, ${new OwnText(number)} requests of the identity provider
of the Declaree account ${account} have failed:

${new OwnText(lines + more)}

See who is affected, and what to do about each: ${where}`,
    },
  };
}

/** The causes, those of most failures first. */
function causesOf(events: readonly RecordedEvent[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const event of events) {
    const { reason } = causeOf(event);
    const cause = causes.get(reason) ?? { code: event.code, reason, count: 0 };
    cause.count += event.count;
    causes.set(reason, cause);
  }
  return [...causes.values()].toSorted((one, other) => other.count - one.count);
}
