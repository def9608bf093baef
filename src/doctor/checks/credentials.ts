import { moment } from '../../common/moment.js';
import { sentence } from '../../provisioning/log/explanation.js';
import { providerOf } from '../../provisioning/log/identity-provider.js';
import type { CredentialTest } from '../../provisioning/log/provider-login.js';
import type { ProviderWords } from '../../provisioning/log/provider-words.js';
import type { RecordedEvent } from '../../provisioning/log/recorded-event.js';
import { readingOf } from '../../provisioning/log/readings.js';
import { ok, problem, warning, type Check, type DoctorContext, type Finding } from '../check.js';
import { daysBefore } from './log.js';

const SILENT_DAYS = 30;

/** Codes of events in which a credential was refused. */
const CREDENTIAL_CODES = new Set([
  'wrong-password',
  'unknown-key',
  'too-many-attempts',
  'inactive',
  'not-an-admin',
]);

/** Whether the last test of the identity provider's credential passed, and whether calls have come in since. */
export const credentialCheck: Check = {
  id: 'credential-test',
  title: 'Credential test',
  run: async (_, context) => {
    const { activity, words, keyFault } = context;
    const { lastTest, provider } = activity;
    if (lastTest && lastTest.status >= 400 && lastTest.time >= (provider?.time ?? '')) {
      return refused(lastTest, context);
    }
    if (keyFault !== null) {
      return problem(
        `The API key that ${words.name} uses ${keyFault}.`,
        `Create a new API key in Declaree, enter it ${words.connection}, and ${words.test}.`,
      );
    }
    return lastTest ? passed(lastTest, context) : untested(context);
  },
};

const testAgain = ({ connection, test }: ProviderWords) => `${sentence(connection)}, ${test}.`;

function refused(test: CredentialTest, context: DoctorContext): Finding {
  const { time, status, detail } = test;
  const { reading, advice } = readingOf(asEvent(test, context.failures));
  const fix = fixSince(test, context);
  if (fix) return warning(`${moment(time)}: ${reading} ${fix}`, testAgain(context.words));
  const answer = `The answer was ${status}${detail === null ? '.' : `: ${detail}`}`;
  return problem(`${moment(time)}: ${reading} ${answer}`, advice ?? testAgain(context.words));
}

function passed({ time, actor }: CredentialTest, context: DoctorContext): Finding {
  const { now, words, activity } = context;
  const summary = `The last test passed on ${moment(time)}, as ${actor}`;
  const { provider, lastCallAt } = activity;
  // Once the provider is known, its own calls count; until then, any call may be the provider's.
  const [lastCall = time] = [provider?.time, lastCallAt ?? undefined]
    .filter((at) => at !== undefined)
    .toSorted();
  const newest = lastCall > time ? lastCall : time;
  if (newest < daysBefore(now, SILENT_DAYS)) {
    return warning(
      `${summary}. There have been no calls for more than ${SILENT_DAYS} days, since ${moment(newest)}.`,
      `Check in ${words.name} whether provisioning is still on. ${testAgain(words)}`,
    );
  }
  const other = otherRefusal(context);
  if (other) return warning(`${summary}. ${other.summary}`, other.advice);
  return ok(`${summary}. The last call was on ${moment(newest)}.`);
}

function untested(context: DoctorContext): Finding {
  const { lastCallAt } = context.activity;
  const last = lastCallAt === null ? '' : `; the last call was on ${moment(lastCallAt)}`;
  const summary = `The identity provider has not tested its credentials yet${last}.`;
  const other = otherRefusal(context);
  return other
    ? warning(`${summary} ${other.summary}`, other.advice)
    : warning(summary, testAgain(context.words));
}

/** A later refusal of another login, which may be the identity provider's new one. */
function otherRefusal({ activity: { provider }, failures }: DoctorContext) {
  const found = failures.find(
    ({ time, code, client }) =>
      CREDENTIAL_CODES.has(code ?? '') &&
      time > (provider?.time ?? '') &&
      (provider === null || providerOf(client) !== 'unknown'),
  );
  if (!found) return undefined;
  const { reading, advice } = readingOf(found);
  return {
    summary: `${moment(found.time)}: ${reading}`,
    advice: `If the identity provider uses that login: ${advice ?? ''}`,
  };
}

/** What has been fixed in Declaree since the test; undefined if the cause may still be there. */
function fixSince(
  { code, actor }: CredentialTest,
  { module: { enabled }, pause, administrators: { named } }: DoctorContext,
): string | undefined {
  if (code === 'scim-module-off' && enabled) return 'SCIM has been switched on since.';
  if (code === 'scim-paused' && pause === null) return 'Provisioning has been resumed since.';
  const isOfUser = code === 'not-an-admin' || code === 'inactive';
  return isOfUser && named?.userName === actor && named.fault === null
    ? `${actor} is now an active administrator.`
    : undefined;
}

/** The test as an event of the provisioning log, which may no longer have it. */
function asEvent(test: CredentialTest, failures: readonly RecordedEvent[]): RecordedEvent {
  const { time, actor, client, status, detail, code } = test;
  const logged = failures.find(
    (event) => event.actor === actor && event.status === status && event.code === code && event.time >= time,
  );
  return {
    id: logged?.id ?? 'no longer in the log',
    count: logged?.count ?? 1,
    durationMs: logged?.durationMs ?? 0,
    time,
    actor,
    client,
    status,
    detail,
    code,
    operation: status === 401 || status === 429 ? 'authenticate' : 'read',
    resourceType: 'User',
    resourceId: null,
    outcome: 'failure',
    changes: [],
    subject: null,
    refused: null,
  };
}
