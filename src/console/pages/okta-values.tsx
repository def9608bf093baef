import type { UserPrincipal } from '../../auth/principal.js';
import { CopyValue } from '../components/copy-value.js';
import { Facts, Panel } from '../components/panel.js';

/** What Okta asks for under Provisioning > Integration, with its own labels. */
export function OktaValues({ user, baseUrl }: { user: UserPrincipal; baseUrl: string }) {
  return (
    <Panel title="Okta">
      <p>
        In your SCIM app integration, under <strong>Provisioning &gt; Integration</strong>. Use a dedicated
        user. Okta cannot deactivate the user it signs in with.
      </p>
      <p>
        The app from Okta's catalogue needs none of these values: see <a href="/connections">Connections</a>.
      </p>
      <CopyValue label="SCIM connector base URL" value={baseUrl} />
      <CopyValue label="Unique identifier field for users" value="userName" />
      <Facts
        facts={[
          {
            name: 'Supported provisioning actions',
            value: 'Push New Users, Push Profile Updates, Push Groups; Import Groups to link existing groups',
          },
          { name: 'Authentication mode', value: 'Basic Auth, or HTTP Header' },
        ]}
      />
      <h3>Basic Auth</h3>
      <CopyValue label="Username" value={user.userName} />
      <CopyValue
        label="Use this username if another Declaree customer has the same one"
        value={`${user.accountSlug}/${user.userName}`}
      />
      <p>Password: this user's Declaree password.</p>
      <h3>HTTP Header</h3>
      <p>
        Authorization: an <a href="/keys">API key</a> (copy it when you create it).
      </p>
      <p>
        Press <strong>Test API Credentials</strong> (in a custom app:{' '}
        <strong>Test Connector Configuration</strong>), and save.
      </p>
    </Panel>
  );
}
