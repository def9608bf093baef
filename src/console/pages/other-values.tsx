import { sentence } from '../../provisioning-log/explanation.js';
import { KNOWN_PROVIDERS } from '../../provisioning-log/provider-words.js';
import { CopyValue } from '../components/copy-value.js';
import { Facts, Panel } from '../components/panel.js';

/** With a panel of their own. */
const SHOWN_ELSEWHERE = new Set(['Okta', 'Entra ID']);

/** What other identity providers ask for, each in its own words. */
export function OtherValues({ baseUrl }: { baseUrl: string }) {
  const others = KNOWN_PROVIDERS.filter(({ name }) => !SHOWN_ELSEWHERE.has(name));
  return (
    <Panel title="Other identity providers">
      <CopyValue label="Base URL of SCIM 2.0" value={baseUrl} />
      <p>
        Where a token is asked for, give an <a href="/keys">API key</a>; where a user name and a password are,
        give those of a user made for this purpose.
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
