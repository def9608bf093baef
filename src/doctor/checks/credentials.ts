import { moment } from '../../common/moment.js';
import { sentence } from '../../provisioning-log/explanation.js';
import { providerOf } from '../../provisioning-log/identity-provider.js';
import type { CredentialTest } from '../../provisioning-log/provider-login.js';
import type { ProviderWords } from '../../provisioning-log/provider-words.js';
import type { RecordedEvent } from '../../provisioning-log/recorded-event.js';
import { readingOf } from '../../provisioning-log/readings.js';
import { ok, problem, warning, type Check, type Circumstances, type Finding } from '../check.js';
import { daysBefore } from './log.js';

const SILENT_DAYS = 30;

/** Refusals of a credential, whoever's it is. */
const OF_CREDENTIALS = new Set([
  'wrong-password',
  'unknown-key',
  'too-many-attempts',
  'inactive',
  'not-an-admin',
]);

/** How the credential of the identity provider fared last, and whether calls have come in since. */
export const credentialCheck: Check = {
  id: 'credential-test',
  title: 'Credential test',
  run: async (_, circumstances) => {
    const { activity, words, keyFault } = circumstances;
    const { lastTest, provider } = activity;
    if (lastTest && lastTest.status >= 400 && lastTest.time >= (provider?.time ?? '')) {
      return refused(lastTest, circumstances);
    }
    if (keyFault !== null) {
      return problem(
        `The API key by which ${words.name} comes in ${keyFault}.`,
        `Make a new API key in Declaree, enter it ${words.connection}, and ${words.test}.`,
      );
    }
    return lastTest ? passed(lastTest, circumstances) : untested(circumstances);
  },
};

const testAgain = ({ connection, test }: ProviderWords) => `${sentence(connection)}, ${test}.`;

function refused(test: CredentialTest, circumstances: Circumstances): Finding {
  const { time, status, detail } = test;
  const { reading, advice } = readingOf(asEvent(test, circumstances.failures));
  const mended = mendedSince(test, circumstances);
  if (mended) return warning(`${moment(time)}: ${reading} ${mended}`, testAgain(circumstances.words));
  const answer = `The answer was ${status}${detail === null ? '.' : `: ${detail}`}`;
  return problem(`${moment(time)}: ${reading} ${answer}`, advice ?? testAgain(circumstances.words));
}

function passed({ time, actor }: CredentialTest, circumstances: Circumstances): Finding {
  const { now, words, activity } = circumstances;
  const said = `The last test passed on ${moment(time)}, as ${actor}`;
  const { provider, lastCallAt } = activity;
  // Employees who call are not the identity provider; before it was known, all calls were told as one.
  const [lastCall = time] = [provider?.time, lastCallAt ?? undefined]
    .filter((at) => at !== undefined)
    .toSorted();
  const newest = lastCall > time ? lastCall : time;
  if (newest < daysBefore(now, SILENT_DAYS)) {
    return warning(
      `${said}. No call has come for more than ${SILENT_DAYS} days, since ${moment(newest)}.`,
      `See in ${words.name} whether provisioning is still on. ${testAgain(words)}`,
    );
  }
  const other = otherRefusal(circumstances);
  if (other) return warning(`${said}. ${other.said}`, other.advice);
  return ok(`${said}. The last call came on ${moment(newest)}.`);
}

function untested(circumstances: Circumstances): Finding {
  const { lastCallAt } = circumstances.activity;
  const last = lastCallAt === null ? '' : `; the last call came on ${moment(lastCallAt)}`;
  const said = `The identity provider has not tested its credentials yet${last}.`;
  const other = otherRefusal(circumstances);
  return other
    ? warning(`${said} ${other.said}`, other.advice)
    : warning(said, testAgain(circumstances.words));
}

/** A refusal of another login, which may be the one that the identity provider has been given since. */
function otherRefusal({ activity: { provider }, failures }: Circumstances) {
  const found = failures.find(
    ({ time, code, client }) =>
      OF_CREDENTIALS.has(code ?? '') &&
      time > (provider?.time ?? '') &&
      (provider === null || providerOf(client) !== 'unknown'),
  );
  if (!found) return undefined;
  const { reading, advice } = readingOf(found);
  return {
    said: `${moment(found.time)}: ${reading}`,
    advice: `If the identity provider uses that login: ${advice ?? ''}`,
  };
}

/** What has been put right in Declaree since; undefined where the cause may still be there. */
function mendedSince(
  { code, actor }: CredentialTest,
  { module: { enabled }, administrators: { named } }: Circumstances,
): string | undefined {
  if (code === 'scim-module-off' && enabled) return 'SCIM has been switched on since.';
  const isOfUser = code === 'not-an-admin' || code === 'inactive';
  return isOfUser && named?.userName === actor && named.fault === null
    ? `By now ${actor} is an active administrator.`
    : undefined;
}

/** The test as the provisioning log has it, or would. */
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
  };
}
