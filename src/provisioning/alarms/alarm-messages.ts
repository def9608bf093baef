import { counted } from '../../common/counted.js';
import { moment } from '../../common/moment.js';
import { Link, mailText, OwnText } from '../../platform/mail/mail-text.js';
import type { Message } from '../notifications/notification-outbox.service.js';

/** The account of a message, and the base URL of its links; undefined without `PUBLIC_URL`. */
export interface About {
  account: string;
  publicUrl: string | undefined;
}

/** A run that took access from unusually many people. */
export interface MassChange {
  alarmId: string;
  runId: string;
  people: number;
  memberships: number;
  activeBefore: number;
  membersBefore: number;
  /** What happened, in one sentence. */
  detail: string;
}

export function massChange({ account, publicUrl }: About, change: MassChange): Message {
  const { detail, ...data } = change;
  const what = change.people > 0 ? counted(change.people, 'person').replace('persons', 'people') : 'Members';
  const url = publicUrl === undefined ? undefined : `${publicUrl}/runs/${change.runId}`;
  return {
    type: 'alarm.mass-change',
    data: { ...data, ...(url !== undefined && { url }) },
    mail: {
      subject: mailText`${new OwnText(change.people > 0 ? `${what} lost access at once` : 'Many people lost memberships at once')} (${account})`,
      text: mailText`In the Declaree account ${account}, unusually many people have lost access:
${new OwnText(detail)}

Declaree did not block the changes, since people who have left must lose access at once. If
this is a mistake, for example a changed rule in the identity provider, correct it there
first. Then restore the people: open the run${where(url, ' under Runs')}, and undo it.`,
    },
  };
}

export function refusedDeactivations({ account, publicUrl }: About, people: number): Message {
  const url = publicUrl === undefined ? undefined : `${publicUrl}/doctor`;
  const number = people === 1 ? 'One person' : `${people} people`;
  return {
    type: 'alarm.refused-deactivation',
    data: { people, ...(url !== undefined && { url }) },
    mail: {
      subject: mailText`${new OwnText(number)} still ${new OwnText(people === 1 ? 'has' : 'have')} access (${account})`,
      text: mailText`${new OwnText(number)} of the Declaree account ${account} still ${new OwnText(people === 1 ? 'has' : 'have')} access, although the
identity provider tried to deactivate them: the request was refused.

The doctor shows who it is, and why${where(url, '')}
Deactivate them there if they have left, then fix the cause.`,
    },
  };
}

/** People who were put back by an undo and have lost access again. */
export interface DeactivatedAgain {
  alarmId: string;
  /** The run that was undone. */
  runId: string;
  people: number;
  /** What happened, in one sentence. */
  detail: string;
}

export function deactivatedAgain({ account, publicUrl }: About, change: DeactivatedAgain): Message {
  const { detail, ...data } = change;
  const url = publicUrl === undefined ? undefined : `${publicUrl}/runs/${change.runId}`;
  return {
    type: 'alarm.deactivated-again',
    data: { ...data, ...(url !== undefined && { url }) },
    mail: {
      subject: mailText`People are deactivated again after an undo (${account})`,
      text: mailText`In the Declaree account ${account}, a run of changes was undone, but the same
people are losing access again:
${new OwnText(detail)}

If this is still the mistake, pause the connection: open the run${where(url, ' under Runs')}. Correct
the identity provider, resume, then undo the run again.`,
    },
  };
}

/** A connection that has stopped calling. */
export interface Silence {
  alarmId: string;
  connection: { kind: 'user' | 'connection'; id: string; name: string };
  /** What people call it, such as `Okta (okta@acme.example)`. */
  label: string;
  lastCallAt: string;
}

export function silence({ account, publicUrl }: About, { label, ...data }: Silence): Message {
  const url = publicUrl === undefined ? undefined : `${publicUrl}/doctor`;
  return {
    type: 'silence.detected',
    data: { ...data, ...(url !== undefined && { url }) },
    mail: {
      subject: mailText`${label} has stopped calling Declaree (${account})`,
      text: mailText`${label} used to call Declaree almost every day for the account ${account}.
Its last call was on ${new OwnText(moment(data.lastCallAt))}. People who have joined or left since
then have not been created or deactivated in Declaree.

Check in the identity provider whether provisioning was stopped or put into quarantine, and in
the doctor${where(url, '')} whether its credential still works. If it is no longer used, revoke its credential.`,
    },
  };
}

function where(url: string | undefined, menu: string): Link | OwnText {
  return url === undefined ? new OwnText(`${menu} in Declaree's console`) : new Link(`: ${url} `);
}
