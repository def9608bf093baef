import type { ApiKeyRow } from '../../auth/api-keys.service.js';
import { Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';

/** Asks for confirmation before a key is revoked. */
export function RevokeKeyPage({ apiKey: { id, createdAt, lastUsedAt } }: { apiKey: ApiKeyRow }) {
  return (
    <Panel title="This cannot be undone">
      <p>
        Any identity provider still using this key is locked out immediately, until you give it a new one.
      </p>
      <Facts
        facts={[
          { name: 'Created', value: <Instant at={createdAt} /> },
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
