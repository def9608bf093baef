import type { Ending } from '../../provisioning/overview/endings.js';
import { Instant } from './instant.js';
import { Message } from './notice-box.js';

interface EndingsProps {
  endings: readonly Ending[];
  /** Whether the reader may open the keys and the connections. */
  linked: boolean;
}

/** Warns of API keys and client secrets that end soon, or have ended. */
export function Endings({ endings, linked }: EndingsProps) {
  if (endings.length === 0) return null;
  return (
    <Message tone="attention">
      <ul class="plain stack">
        {endings.map((ending) => (
          <li key={ending.id}>
            <EndingName ending={ending} linked={linked} />{' '}
            {Date.parse(ending.expiresAt) > Date.now() ? 'ends' : 'ended'} on{' '}
            <Instant at={ending.expiresAt} exact />
            {ending.hasNewer && ', and the identity provider still uses it, although there is a newer one'}.
          </li>
        ))}
      </ul>
      <p>Enter the next one in the identity provider before the old one ends.</p>
    </Message>
  );
}

function EndingName({
  ending: { kind, name, of },
  linked,
}: { ending: Ending } & Pick<EndingsProps, 'linked'>) {
  const shown = <strong>{name}</strong>;
  if (kind === 'key') {
    return (
      <>
        The API key {linked ? <a href="/keys">{shown}</a> : shown} of {of}
      </>
    );
  }
  return <>The client secret of {linked ? <a href={`/connections/${of}`}>{shown}</a> : shown}</>;
}
