import type { VNode } from 'preact';
import { addressFaults } from '../../config/address-faults.js';
import type { UserPrincipal } from '../../auth/principal.js';
import type { Activity } from '../../provisioning-log/activity.js';
import { providerOf } from '../../provisioning-log/identity-provider.js';
import { wordsFor } from '../../provisioning-log/provider-words.js';
import { Instant } from '../components/instant.js';
import { Message } from '../components/notice-box.js';
import { Badge, Facts, Panel } from '../components/panel.js';
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
      <AddressFaults baseUrl={baseUrl} />
      <Status scimEnabled={user.scimEnabled} activity={activity} usesConnection={usesConnection} />
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

/** Says why identity providers cannot use the base URL, if they cannot. */
export function AddressFaults({ baseUrl }: { baseUrl: string }) {
  const faults = addressFaults(baseUrl);
  if (faults.length === 0) return null;
  return (
    <Message tone="attention">
      <p>
        <strong>The base URL {baseUrl} cannot work in an identity provider.</strong> {faults.join(' ')}
      </p>
      <p>
        Open this page at its public https address, or ask the person who runs Declaree to set PUBLIC_URL to
        that address.
      </p>
    </Message>
  );
}

/** Says that SCIM is off, and how it is switched on. */
export function ModuleOff({ slug }: { slug: string }) {
  return (
    <Message tone="attention">
      <p>
        <strong>SCIM is off for your account.</strong> Until it is on, the connection test in your identity
        provider fails with “The SCIM module is not enabled for this account”. Ask Declaree support to switch
        it on for the account <strong>{slug}</strong>, then load this page again.
      </p>
    </Message>
  );
}

function Status({
  scimEnabled,
  activity: { lastCallAt, lastTest, provider },
  usesConnection,
}: {
  scimEnabled: boolean;
  activity: Activity;
  usesConnection: boolean;
}) {
  return (
    <Panel title="Status">
      <Facts
        facts={[
          {
            name: 'SCIM',
            value: scimEnabled ? <Badge tone="good">On</Badge> : <Badge tone="attention">Off</Badge>,
          },
          ...(provider === null
            ? []
            : [
                {
                  name: 'Identity provider',
                  value: <Provider login={provider} usesConnection={usesConnection} />,
                },
              ]),
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

function LastTest({ test, scimEnabled }: { test: NonNullable<Activity['lastTest']>; scimEnabled: boolean }) {
  const passed = test.status < 400;
  const isResolved = scimEnabled && test.code === 'scim-module-off';
  return (
    <div class="stack">
      <p>
        {passed ? <Badge tone="good">Passed</Badge> : <Badge tone="bad">Refused</Badge>}{' '}
        <Instant at={test.time} /> <span class="muted">as {test.actor}</span>
      </p>
      {isResolved && <p>SCIM was off at the time, but is on now. Run the test again.</p>}
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
