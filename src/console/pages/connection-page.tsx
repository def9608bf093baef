import type { UserPrincipal } from '../../auth/principal.js';
import type { Activity } from '../../provisioning/provisioning-activity.service.js';
import { Instant } from '../components/instant.js';
import { Message } from '../components/notice-box.js';
import { Badge, Facts, Panel } from '../components/panel.js';
import { EntraValues } from './entra-values.js';
import { OktaValues } from './okta-values.js';

interface ConnectionPageProps {
  user: UserPrincipal;
  baseUrl: string;
  activity: Activity;
}

/** The state of the connection, and the values that Okta and Entra ID ask for, by their names there. */
export function ConnectionPage({ user, baseUrl, activity }: ConnectionPageProps) {
  return (
    <>
      {!user.scimEnabled && <ModuleOff slug={user.accountSlug} />}
      <Status scimEnabled={user.scimEnabled} activity={activity} />
      <OktaValues user={user} baseUrl={baseUrl} />
      <EntraValues baseUrl={baseUrl} />
    </>
  );
}

function ModuleOff({ slug }: { slug: string }) {
  return (
    <Message tone="attention">
      <p>
        <strong>SCIM is off for your account.</strong> Until it is on, the test in your identity provider
        fails with “The SCIM module is not enabled for this account”. Ask Declaree support to switch it on for
        the account <strong>{slug}</strong>; then press Check again.
      </p>
    </Message>
  );
}

function Status({
  scimEnabled,
  activity: { lastCallAt, lastTest },
}: {
  scimEnabled: boolean;
  activity: Activity;
}) {
  return (
    <Panel title="Status">
      <Facts
        facts={[
          {
            name: 'SCIM',
            value: scimEnabled ? <Badge tone="good">On</Badge> : <Badge tone="attention">Off</Badge>,
          },
          { name: 'Last call', value: <Instant at={lastCallAt} none="none yet" /> },
          {
            name: 'Last test',
            value: lastTest ? <LastTest test={lastTest} scimEnabled={scimEnabled} /> : <NoTest />,
          },
        ]}
      />
      <p>
        <a class="button" href="/connection">
          Check again
        </a>
      </p>
    </Panel>
  );
}

function LastTest({ test, scimEnabled }: { test: NonNullable<Activity['lastTest']>; scimEnabled: boolean }) {
  const passed = test.status < 400;
  const isMended = scimEnabled && test.code === 'scim-module-off';
  return (
    <div class="stack">
      <p>
        {passed ? <Badge tone="good">Passed</Badge> : <Badge tone="bad">Refused</Badge>}{' '}
        <Instant at={test.time} /> <span class="muted">as {test.actor}</span>
      </p>
      {isMended && <p>SCIM was off then, and has been switched on since: run the test again.</p>}
      {!passed && !isMended && test.detail !== null && <p>{test.detail}</p>}
      {!passed && (
        <p>
          <a href="/log?outcome=failure">See the failures in the log</a>
        </p>
      )}
    </div>
  );
}

function NoTest() {
  return (
    <span class="muted">
      none yet: enter the values below in your identity provider and run its connection test
    </span>
  );
}
