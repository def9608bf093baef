import type { VNode } from 'preact';
import type { UserPrincipal } from '../../auth/principal.js';
import type { Setup } from '../../provisioning/overview/overview.service.js';
import { providerOf } from '../../provisioning/log/identity-provider.js';
import { Panel } from '../components/panel.js';
import { Paused } from '../components/pause.js';
import { SetupSteps } from '../components/setup-steps.js';
import { AddressFaults, ModuleOff } from './connection-warnings.js';
import { EntraValues } from './entra-values.js';
import { OktaValues } from './okta-values.js';
import { OtherValues } from './other-values.js';

/** What the reader can choose from. */
export const SETUP_PROVIDERS = ['okta', 'entra', 'other'] as const;
export type SetupProvider = (typeof SETUP_PROVIDERS)[number];

const LABELS: Readonly<Record<SetupProvider, string>> = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  other: 'Another identity provider',
};

interface SetupPageProps {
  user: UserPrincipal;
  baseUrl: string;
  setup: Setup;
  /** The provider that the reader has chosen; otherwise the one that has called. */
  chosen: SetupProvider | undefined;
  /** The address of the page. */
  action: string;
}

/** Leads through the first connection: choose the identity provider, copy the values, and see each step happen. */
export function SetupPage({ user, baseUrl, setup, chosen, action }: SetupPageProps) {
  const provider = chosen ?? knownProvider(setup);
  return (
    <>
      {!user.scimEnabled && <ModuleOff slug={user.accountSlug} />}
      {user.scimEnabled && user.scimPause && <Paused {...user.scimPause} />}
      <AddressFaults baseUrl={baseUrl} />
      <Choice provider={provider} action={action} />
      {provider && (
        <>
          <h2 class="step-heading">2. Enter these values there</h2>
          {valuesFor(provider, user, baseUrl)}
        </>
      )}
      <Panel title={`${provider ? '3' : '2'}. Watch it work`}>
        <Progress setup={setup} />
      </Panel>
    </>
  );
}

function Choice({ provider, action }: { provider: SetupProvider | undefined; action: string }) {
  return (
    <Panel title="1. Choose your identity provider">
      <nav class="choices" aria-label="Identity provider">
        {SETUP_PROVIDERS.map((each) => (
          <a
            key={each}
            class="choice"
            href={`${action}?provider=${each}`}
            aria-current={each === provider ? 'true' : undefined}
          >
            {LABELS[each]}
          </a>
        ))}
      </nav>
    </Panel>
  );
}

function Progress({ setup }: { setup: Setup }) {
  return (
    <>
      <p>
        Start with one person and one small group. This list updates every few seconds.
        <noscript> Without JavaScript, reload the page.</noscript>
      </p>
      <div id="setup-progress" data-live="/setup" aria-live="polite">
        <SetupSteps setup={setup} />
        {setup.hasUsers && (
          <p class="after-steps">
            <a class="button primary" href="/">
              Open the overview
            </a>
          </p>
        )}
      </div>
    </>
  );
}

function valuesFor(provider: SetupProvider, user: UserPrincipal, baseUrl: string): VNode {
  if (provider === 'okta') return <OktaValues user={user} baseUrl={baseUrl} />;
  return provider === 'entra' ? <EntraValues baseUrl={baseUrl} /> : <OtherValues baseUrl={baseUrl} />;
}

function knownProvider({ activity: { provider, lastTest } }: Setup): SetupProvider | undefined {
  const product = providerOf((provider ?? lastTest)?.client ?? null);
  if (product === 'unknown') return undefined;
  return product === 'okta' || product === 'entra' ? product : 'other';
}
