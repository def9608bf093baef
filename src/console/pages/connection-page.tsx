import type { VNode } from 'preact';
import type { UserPrincipal } from '../../auth/principal.js';
import type { Activity } from '../../provisioning/log/activity.js';
import { providerOf } from '../../provisioning/log/identity-provider.js';
import { wordsFor } from '../../provisioning/log/provider-words.js';
import { Instant } from '../components/instant.js';
import { Paused } from '../components/pause.js';
import { Badge, Facts, Panel } from '../components/panel.js';
import { AddressFaults, ModuleOff } from './connection-warnings.js';
import { EntraValues } from './entra-values.js';
import { OktaValues } from './okta-values.js';
import { OtherValues } from './other-values.js';

interface ConnectionPageProps {
  user: UserPrincipal;
  baseUrl: string;
  activity: Activity;
  /** Whether the identity provider logs in as an OAuth connection. */
  usesConnection: boolean;
}

/**
 * The state of the connection, and the values that each identity provider asks for under its own labels. The account's
 * own provider comes first.
 */
export function ConnectionPage({ user, baseUrl, activity, usesConnection }: ConnectionPageProps) {
  const okta = <OktaValues key="okta" user={user} baseUrl={baseUrl} />;
  const entra = <EntraValues key="entra" baseUrl={baseUrl} />;
  const others = <OtherValues key="others" baseUrl={baseUrl} />;
  return (
    <>
      {!user.scimEnabled && <ModuleOff slug={user.accountSlug} />}
      {user.scimEnabled && user.scimPause && <Paused {...user.scimPause} />}
      <AddressFaults baseUrl={baseUrl} />
      <Status
        scimEnabled={user.scimEnabled}
        isPaused={user.scimPause !== null}
        activity={activity}
        usesConnection={usesConnection}
      />
      {ownFirst(activity.provider, { okta, entra, others })}
    </>
  );
}

type Panels = Record<'okta' | 'entra' | 'others', VNode>;

function ownFirst(provider: Activity['provider'], { okta, entra, others }: Panels): VNode[] {
  const product = providerOf(provider?.client ?? null);
  if (product === 'okta' || product === 'unknown') return [okta, entra, others];
  return product === 'entra' ? [entra, okta, others] : [others, okta, entra];
}

function Status({
  scimEnabled,
  isPaused,
  activity: { lastCallAt, lastTest, provider },
  usesConnection,
}: {
  scimEnabled: boolean;
  isPaused: boolean;
  activity: Activity;
  usesConnection: boolean;
}) {
  return (
    <Panel title="Status">
      <Facts
        facts={[
          {
            name: 'SCIM',
            value: <ScimState scimEnabled={scimEnabled} isPaused={isPaused} />,
          },
          ...providerFacts(provider, usesConnection),
          { name: 'Last call', value: <Instant at={lastCallAt} none="none yet" /> },
          {
            name: 'Last test',
            value: lastTest ? (
              <LastTest test={lastTest} scimEnabled={scimEnabled} isPaused={isPaused} />
            ) : (
              <NoTest />
            ),
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

function providerFacts(provider: Activity['provider'], usesConnection: boolean) {
  if (provider === null) return [];
  const value = <Provider login={provider} usesConnection={usesConnection} />;
  return [{ name: 'Identity provider', value }];
}

function Provider({
  login: { actor, keyId, client },
  usesConnection,
}: {
  login: NonNullable<Activity['provider']>;
  usesConnection: boolean;
}) {
  const means = usesConnection ? 'with the connection' : keyId === null ? 'as' : 'with an API key of';
  const isKnown = providerOf(client) !== 'unknown';
  return (
    <>
      {isKnown ? wordsFor(client).name : (client ?? 'unnamed')}{' '}
      <span class="muted">
        {means} {actor}
      </span>
    </>
  );
}

function ScimState({ scimEnabled, isPaused }: { scimEnabled: boolean; isPaused: boolean }) {
  if (!scimEnabled) return <Badge tone="attention">Off</Badge>;
  return isPaused ? <Badge tone="attention">Paused</Badge> : <Badge tone="good">On</Badge>;
}

function LastTest({
  test,
  scimEnabled,
  isPaused,
}: {
  test: NonNullable<Activity['lastTest']>;
  scimEnabled: boolean;
  isPaused: boolean;
}) {
  const passed = test.status < 400;
  const wasOff = scimEnabled && test.code === 'scim-module-off';
  const wasPaused = !isPaused && test.code === 'scim-paused';
  const isResolved = wasOff || wasPaused;
  return (
    <div class="stack">
      <p>
        {passed ? <Badge tone="good">Passed</Badge> : <Badge tone="bad">Refused</Badge>}{' '}
        <Instant at={test.time} /> <span class="muted">as {test.actor}</span>
      </p>
      {wasOff && <p>SCIM was off at the time, but is on now. Run the test again.</p>}
      {wasPaused && <p>Provisioning was paused at the time, but has resumed since. Run the test again.</p>}
      {!passed && !isResolved && test.detail !== null && <p>{test.detail}</p>}
      {!passed && (
        <p>
          <a href="/log?outcome=failure">Show the failures in the log</a>
        </p>
      )}
    </div>
  );
}

function NoTest() {
  return (
    <span class="muted">
      None yet. Enter the values below in your identity provider and run its connection test.
    </span>
  );
}
