import { sentence } from '../../provisioning/log/explanation.js';
import { KNOWN_PROVIDERS } from '../../provisioning/log/provider-words.js';
import { CopyValue } from '../components/copy-value.js';
import { Facts, Panel } from '../components/panel.js';

/** These have their own panel. */
const SHOWN_ELSEWHERE = new Set(['Okta', 'Entra ID']);

/** What other identity providers ask for, with their own labels. */
export function OtherValues({ baseUrl }: { baseUrl: string }) {
  const others = KNOWN_PROVIDERS.filter(({ name }) => !SHOWN_ELSEWHERE.has(name));
  return (
    <Panel title="Other identity providers">
      <CopyValue label="SCIM 2.0 base URL" value={baseUrl} />
      <p>
        If the identity provider asks for a token, enter an <a href="/keys">API key</a>. If it asks for a user
        name and a password, enter those of a dedicated user. If it logs in with OAuth 2.0, such as with a
        client ID and a client secret, create a connection for it under <a href="/connections">Connections</a>
        .
      </p>
      <Facts
        facts={others.map(({ name, connection, baseUrl: field, credentials, test }) => ({
          name,
          value: `${sentence(connection)}: ${field} as above; ${credentials}; then ${test}.`,
        }))}
      />
    </Panel>
  );
}
