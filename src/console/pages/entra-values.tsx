import { CopyValue } from '../components/copy-value.js';
import { Facts, Panel } from '../components/panel.js';

/** What Entra ID asks for under Provisioning, with its own labels. */
export function EntraValues({ baseUrl }: { baseUrl: string }) {
  return (
    <Panel title="Microsoft Entra ID">
      <p>
        In your enterprise application, under <strong>Provisioning &gt; New configuration</strong> (older
        tenants: mode <strong>Automatic</strong>, Admin Credentials).
      </p>
      <p>
        For a client secret or Workload Identity Federation, set up a connection under{' '}
        <a href="/connections">Connections</a>. With an API key, enter these values:
      </p>
      <CopyValue label="Tenant URL" value={baseUrl} />
      <Facts
        facts={[
          { name: 'Authentication method', value: 'Bearer Authentication' },
          {
            name: 'Secret Token',
            value: (
              <>
                an <a href="/keys">API key</a> (copy it when you create it)
              </>
            ),
          },
        ]}
      />
      <p>
        Press <strong>Test Connection</strong>, and save.
      </p>
    </Panel>
  );
}
