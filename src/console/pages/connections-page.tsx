import type { ListedClient } from '../../oauth/client-list.service.js';
import type { ListedSecret } from '../../oauth/client-secrets.service.js';
import { neededSecret } from '../../oauth/secret-in-use.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Empty, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import { Expiry } from './expiry.js';
import { PURPOSES } from './new-connection-page.js';

interface ConnectionsPageProps {
  clients: readonly ListedClient[];
  total: number;
  page: number;
  limit: number;
}

/** The connections of an account, and the ways to create a new one. */
export function ConnectionsPage({ clients, ...window }: ConnectionsPageProps) {
  return (
    <>
      {clients.length === 0 ? (
        <Empty>
          <p>Your account does not have any connections yet.</p>
        </Empty>
      ) : (
        <Table caption="Connections" columns={COLUMNS} rows={clients} />
      )}
      <Pager {...window} href={(page) => `/connections?page=${page}`} />
      <Panel title="Set up a connection">
        <ul>
          {PURPOSES.map(({ id, link }) => (
            <li key={id}>
              <a href={`/connections/new?for=${id}`}>{link}</a>
            </li>
          ))}
          <li>
            Okta, from its catalogue: add the app <strong>Declaree</strong> in Okta and press{' '}
            <strong>Authenticate with Declaree</strong> there. Okta then brings you here to allow it.
          </li>
        </ul>
        <p>
          For Okta with a user name and a password, or with an API key, see{' '}
          <a href="/connection">Connection details</a>.
        </p>
      </Panel>
    </>
  );
}

export const KIND_WORDS = {
  secret: 'client secret',
  assertion: 'signed assertion, no secret',
  catalogue: 'app from a catalogue',
} as const;

const COLUMNS: readonly Column<ListedClient>[] = [
  { label: 'Name', cell: ({ id, name }) => <a href={`/connections/${id}`}>{name}</a> },
  { label: 'Logs in with', cell: ({ kind }) => KIND_WORDS[kind] },
  { label: 'New users join', cell: ({ organizationName }) => organizationName },
  {
    label: 'Secret ends',
    cell: ({ secrets }) => <NeededEnd secrets={secrets} />,
  },
  { label: 'Last used', cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} none="not yet" /> },
];

/** When the secret in use ends, or the last one if none was ever used. */
function NeededEnd({ secrets }: { secrets: readonly ListedSecret[] }) {
  const needed = neededSecret(secrets);
  return needed === undefined ? (
    <span class="muted">cannot log in: no secret</span>
  ) : (
    <Expiry at={needed.expiresAt} />
  );
}
