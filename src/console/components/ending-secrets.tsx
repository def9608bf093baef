import type { EndingSecret } from '../../oauth/ending-secrets.js';
import { Instant } from './instant.js';
import { Message } from './notice-box.js';

/** Warns of connections whose client secret in use ends soon, or has ended. */
export function EndingSecrets({ secrets }: { secrets: readonly EndingSecret[] }) {
  if (secrets.length === 0) return null;
  return (
    <Message tone="attention">
      {secrets.map(({ id, connectionId, name, expiresAt, hasNewer }) => (
        <p key={id}>
          <strong>
            The client secret of <a href={`/connections/${connectionId}`}>{name}</a>{' '}
            {hasNewer && 'that the identity provider still uses '}
            {Date.parse(expiresAt) > Date.now() ? 'ends' : 'ended'} on <Instant at={expiresAt} exact />.
          </strong>{' '}
          {hasNewer
            ? 'Enter the newer one in the identity provider. If it is lost, create another one.'
            : 'Create a second one and enter it in the identity provider.'}
        </p>
      ))}
    </Message>
  );
}
