import type { ApiKeyRow } from '../../auth/api-keys.service.js';
import { Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';

/** Asks before a key is revoked, which cannot be undone. */
export function RevokeKeyPage({ apiKey: { id, createdAt, lastUsedAt } }: { apiKey: ApiKeyRow }) {
  return (
    <Panel title="This cannot be undone">
      <p>
        An identity provider that still uses the key is refused from the next request on, until it has a new
        one.
      </p>
      <Facts
        facts={[
          { name: 'Made', value: <Instant at={createdAt} /> },
          { name: 'Last used', value: <Instant at={lastUsedAt} none="not yet" /> },
        ]}
      />
      <Form
        action={`/keys/${id}/revoke`}
        submit="Revoke the key"
        tone="danger"
        cancel={{ href: '/keys', label: 'Keep it' }}
      />
    </Panel>
  );
}
