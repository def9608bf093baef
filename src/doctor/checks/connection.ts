import type { ModuleChange } from '../../accounts/modules.service.js';
import type { Activity } from '../../provisioning/provisioning-activity.service.js';
import type { RecordedEvent } from '../../provisioning/provisioning-log.service.js';
import { readingOf } from '../../provisioning/readings.js';
import { ok, problem, warning, type Check, type Circumstances } from '../check.js';
import { moment } from '../wording.js';
import { daysBefore } from './log.js';

/** Declaree support switches SCIM on per account. */
export const moduleCheck: Check = {
  id: 'module',
  title: 'SCIM module',
  run: async (_, { module: { enabled, change } }) =>
    enabled
      ? ok(`SCIM is on for this account${change === null ? '' : `, ${switched(change)}`}.`)
      : problem(
          change === null
            ? 'SCIM is off for this account; it was never switched on.'
            : `SCIM is off for this account, ${switched(change)}.`,
          'Contact Declaree support to have the SCIM module switched on; support does so on the overview of the account.',
        ),
};

const switched = ({ changedAt, changedBy, reason }: ModuleChange) =>
  `switched by ${changedBy} on ${moment(changedAt)}${reason === null ? '' : ` (${reason})`}`;

/** Somebody must be able to log in for the identity provider, and best stands where new users shall join. */
export const administratorCheck: Check = {
  id: 'provisioning-admin',
  title: 'Provisioning administrator',
  run: async (_, { administrators: { named, usable } }) => {
    const fault = named?.fault
      ? `${named.userName}, whom the identity provider logged in as last, ${named.fault}.`
      : '';
    if (!usable) {
      return problem(
        `No active user of role admin has a password or a valid API key. ${fault}`.trim(),
        'Make a user of the account an administrator in Declaree and give it a password, or have Declaree support do so. Then put its credentials into the identity provider.',
      );
    }
    if (fault !== '') {
      return warning(
        `${fault} ${usable.userName} could be used.`,
        `Put this right in Declaree, or give the identity provider the credentials of ${usable.userName}. Then test the credentials there.`,
      );
    }
    if (usable.parentId === null) {
      return ok(
        `${usable.userName} can log in, and is in ${usable.organizationName}, a parent organization.`,
      );
    }
    return warning(
      `${usable.userName} can log in, and is in ${usable.organizationName}, which is below another organization. Users who come without an organization of their own join that one.`,
      `If such users shall join the parent organization, move ${usable.userName} there in Declaree.`,
    );
  },
};

const TEST_AGAIN =
  'In Okta, open the application, then Provisioning > Integration, and press Test API Credentials (in a custom application: Test Connector Configuration).';
const SILENT_DAYS = 30;

/** What "Test API Credentials" said, and whether calls have come in since. */
export const credentialCheck: Check = {
  id: 'credential-test',
  title: 'Credential test',
  run: async (_, circumstances) => {
    const { activity, now } = circumstances;
    const { lastTest, lastCallAt } = activity;
    const refused = lastRefusal(circumstances);
    if (refused) {
      const { reading, advice } = readingOf(refused);
      const { time, status, detail } = refused;
      const answer = `The answer was ${status}${detail === null ? '.' : `: ${detail}`}`;
      const mended = mendedSince(refused, circumstances);
      if (mended) return warning(`${moment(time)}: ${reading} ${mended}`, TEST_AGAIN);
      return problem(`${moment(time)}: ${reading} ${answer}`, advice ?? TEST_AGAIN);
    }
    if (!lastTest) {
      return warning(
        `The identity provider has not tested its credentials yet${lastCallAt === null ? '' : `; its last call came on ${moment(lastCallAt)}`}.`,
        TEST_AGAIN,
      );
    }
    const passed = `The last test passed on ${moment(lastTest.time)}, as ${lastTest.actor}`;
    const newest = lastCallAt !== null && lastCallAt > lastTest.time ? lastCallAt : lastTest.time;
    if (newest < daysBefore(now, SILENT_DAYS)) {
      return warning(
        `${passed}. No call has come for more than ${SILENT_DAYS} days, since ${moment(newest)}.`,
        'See in the identity provider whether provisioning is still on, and test the credentials there.',
      );
    }
    return ok(`${passed}. The last call came on ${moment(newest)}.`);
  },
};

/** The last refusal of the credentials that nothing has overcome since. */
function lastRefusal({
  activity: { lastTest, lastCallAt },
  failures,
}: Circumstances): RecordedEvent | undefined {
  // Who has logged in since has the right password by now. A login that may not use SCIM proves nothing.
  const isOvercome = ({ time, status }: RecordedEvent) => status === 401 && (lastCallAt ?? '') > time;
  const refusals = failures.filter(
    ({ operation, time }) => operation === 'authenticate' && time > (lastTest?.time ?? ''),
  );
  if (lastTest && lastTest.status >= 400) refusals.push(asEvent(lastTest, failures));
  return refusals.find((refusal) => !isOvercome(refusal));
}

/** What has been put right in Declaree since; undefined where the cause may still be there. */
function mendedSince(
  { code, actor }: RecordedEvent,
  { module: { enabled }, administrators: { named } }: Circumstances,
): string | undefined {
  if (code === 'scim-module-off' && enabled) return 'SCIM has been switched on since.';
  const isOfUser = code === 'not-an-admin' || code === 'inactive';
  return isOfUser && named?.userName === actor && named.fault === null
    ? `By now ${actor} is an active administrator.`
    : undefined;
}

type Test = NonNullable<Activity['lastTest']>;

/** The test as the provisioning log has it, or would. */
function asEvent(test: Test, failures: readonly RecordedEvent[]): RecordedEvent {
  const logged = failures.find(
    ({ time, actor, status, code }) =>
      actor === test.actor && status === test.status && code === test.code && time >= test.time,
  );
  return {
    id: 'no longer in the log',
    count: 1,
    durationMs: 0,
    ...logged,
    ...test,
    operation: test.status === 401 || test.status === 429 ? 'authenticate' : 'read',
    resourceType: 'User',
    resourceId: null,
    outcome: 'failure',
    changes: [],
  };
}
