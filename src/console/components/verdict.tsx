import type { ComponentChildren } from 'preact';
import type { ScimPause } from '../../auth/principal.js';
import type { Overview } from '../../provisioning/overview/overview.service.js';
import { isCauseSolved } from '../../provisioning/log/failure-causes.service.js';
import { providerOf } from '../../provisioning/log/identity-provider.js';
import { wordsFor } from '../../provisioning/log/provider-words.js';
import type { OverviewLinks } from '../overview-links.js';
import { Instant } from './instant.js';
import { Message } from './notice-box.js';
import { PausedBy } from './pause.js';

const SILENT_MS = 48 * 3_600_000;

interface VerdictProps {
  overview: Overview;
  scimEnabled: boolean;
  /** Set while the account's administrators have paused SCIM. */
  pause: ScimPause | null;
  links: Pick<OverviewLinks, 'doctor' | 'log' | 'own'>;
}

/** In one sentence: whether provisioning works, and when the identity provider last called. */
export function Verdict(props: VerdictProps) {
  const { overview, links } = props;
  const { tone, text, advice } = stateOfScim(props) ?? verdictOf(overview);
  const { provider } = overview.activity;
  return (
    <Message tone={tone}>
      <p class="verdict">
        <strong>{text}</strong> <LastCall overview={overview} />
      </p>
      {advice && <p>{advice}</p>}
      <p class="verdict-links">
        {provider && <span>Logs in as {provider.actor}</span>}
        <a href={links.doctor}>Run the doctor</a>
        <a href={links.log}>Provisioning log</a>
      </p>
    </Message>
  );
}

function LastCall({ overview: { activity } }: { overview: Overview }) {
  if (activity.lastCallAt === null) return null;
  return (
    <>
      Last call: <Instant at={activity.lastCallAt} />.
    </>
  );
}

interface Judgement {
  tone: 'good' | 'attention' | 'bad';
  text: string;
  advice?: ComponentChildren;
}

/** While every request is refused, nothing else matters; undefined if SCIM is on. */
function stateOfScim({ scimEnabled, pause, links }: VerdictProps): Judgement | undefined {
  const isOwn = links.own !== null;
  if (!scimEnabled) {
    return {
      tone: 'attention',
      text: 'SCIM is off: all requests of the identity provider are refused.',
      advice: isOwn && (
        <>
          People whom it managed stay as they are. Under{' '}
          <a href="/provisioning-settings">Provisioning settings</a> you can make them local, or deactivate
          them.
        </>
      ),
    };
  }
  if (pause === null) return undefined;
  return {
    tone: 'attention',
    text: 'Provisioning is paused: all requests of the identity provider are refused.',
    advice: <PauseAdvice pause={pause} isOwn={isOwn} />,
  };
}

function PauseAdvice({ pause, isOwn }: { pause: ScimPause; isOwn: boolean }) {
  const isKnown = pause.by !== null || pause.at !== null;
  return (
    <>
      {isKnown && (
        <>
          Paused
          <PausedBy {...pause} />.{' '}
        </>
      )}
      {isOwn ? (
        <>
          Once the cause is fixed, resume it under <a href="/provisioning-settings">Provisioning settings</a>.
        </>
      ) : (
        'Only an administrator of the account can resume it, under Provisioning settings.'
      )}
    </>
  );
}

function verdictOf({ activity, failures, silences }: Overview): Judgement {
  const { provider, lastTest, lastCallAt } = activity;
  const client = (provider ?? lastTest)?.client ?? null;
  const name = providerOf(client) === 'unknown' ? 'The identity provider' : wordsFor(client).name;
  if (lastTest !== null && lastTest.status >= 400) {
    return { tone: 'bad', text: `${name} cannot connect.`, advice: lastTest.detail ?? undefined };
  }
  if (lastCallAt === null) return { tone: 'attention', text: 'No identity provider has called yet.' };
  if (silences.length > 0) {
    const advice =
      'Check in the identity provider that provisioning is running, or revoke connections that are no longer used.';
    return {
      tone: 'attention',
      text: silences.length === 1 ? 'A connection is silent.' : 'Connections are silent.',
      advice: `${silences.join(' ')} ${advice}`,
    };
  }
  if (Date.now() - Date.parse(lastCallAt) > SILENT_MS) {
    return {
      tone: 'attention',
      text: `${name} is silent.`,
      advice:
        'Check in the identity provider that provisioning is running, and that the app still has its credentials.',
    };
  }
  // If not all failures were read, the older ones may be unsolved.
  if (!failures.isComplete || failures.causes.some((cause) => !isCauseSolved(cause))) {
    return { tone: 'attention', text: `${name} is connected, but some requests failed.` };
  }
  return { tone: 'good', text: `${name} is connected.` };
}
