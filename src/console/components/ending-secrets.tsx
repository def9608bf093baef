import type { EndingSecret } from '../../oauth/ending-secrets.js';
import { Instant } from './instant.js';
import { Message } from './notice-box.js';

/** Warns of connections whose last client secret ends soon, or has ended. */
export function EndingSecrets({ secrets }: { secrets: readonly EndingSecret[] }) {
  if (secrets.length === 0) return null;
  return (
    <Message tone="attention">
      {secrets.map(({ id, connectionId, name, expiresAt }) => (
        <p key={id}>
          <strong>
            The client secret of <a href={`/connections/${connectionId}`}>{name}</a>{' '}
            {Date.parse(expiresAt) > Date.now() ? 'ends' : 'ended'} on <Instant at={expiresAt} exact />.
          </strong>{' '}
          Create a second one and enter it in the identity provider.
        </p>
      ))}
    </Message>
  );
}
