import type { UserPrincipal } from '../../auth/principal.js';
import { counted } from '../../common/counted.js';
import type { ListedClient } from '../../oauth/client-list.service.js';
import type { ListedSecret } from '../../oauth/client-secrets.service.js';
import { tokenUrl } from '../../oauth/http/endpoints.js';
import { SCIM_PATH } from '../../platform/http/request-path.js';
import { SelectField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { CopyValue } from '../components/copy-value.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';
import { Table } from '../components/table.js';
import type { FormRefusal } from '../form.js';
import { AddressFaults, ModuleOff } from './connection-warnings.js';
import { KIND_WORDS } from './connections-page.js';
import { Expiry } from './expiry.js';
import { SECRET_LIFETIMES } from './secret-lifetimes.js';

interface ConnectionDetailsPageProps {
  user: UserPrincipal;
  client: ListedClient;
  publicUrl: string;
  /** Whether the values come first under the labels of the RFCs, and not of Entra ID. */
  othersFirst?: boolean;
  refusal?: FormRefusal | undefined;
}

const LIFETIME_OPTIONS = Object.entries(SECRET_LIFETIMES).map(([value, { label }]) => ({ value, label }));

/** The values of a connection under the labels of each identity provider, its secrets, and its last use. */
export function ConnectionDetailsPage({
  user,
  client,
  publicUrl,
  othersFirst = false,
  refusal,
}: ConnectionDetailsPageProps) {
  const { id, kind } = client;
  const ValuePanels = othersFirst ? [OtherPanel, EntraPanel] : [EntraPanel, OtherPanel];
  return (
    <>
      {!user.scimEnabled && <ModuleOff slug={user.accountSlug} />}
      {kind !== 'catalogue' && <AddressFaults baseUrl={publicUrl + SCIM_PATH} />}
      {kind !== 'catalogue' &&
        ValuePanels.map((Values) => <Values key={Values.name} client={client} publicUrl={publicUrl} />)}
      <About client={client} />
      {kind === 'secret' && <Secrets client={client} refusal={refusal} />}
      <Panel title="Change">
        <p>
          {kind === 'assertion'
            ? 'Enter a new key, a new name or another organization. The client id stays the same.'
            : 'Choose another name or organization. The client id stays the same.'}
        </p>
        <p>
          <a class="button" href={`/connections/${id}/change`}>
            Change the connection
          </a>
        </p>
      </Panel>
      <Panel title="Revoke">
        <p>Ends its access at once. Users and groups stay as they are.</p>
        <p>
          <a class="button" href={`/connections/${id}/revoke`}>
            Revoke the connection
          </a>
        </p>
      </Panel>
    </>
  );
}

function About({ client }: { client: ListedClient }) {
  const { kind, organizationName, createdAt, createdBy, lastUsedAt } = client;
  return (
    <Panel title="About the connection">
      <Facts
        facts={[
          { name: 'Logs in with', value: KIND_WORDS[kind] },
          { name: 'New users join', value: organizationName },
          { name: 'Last used', value: <Instant at={lastUsedAt} none="not yet" /> },
          {
            name: 'Created',
            value: (
              <>
                <Instant at={createdAt} /> {createdBy !== null && <span class="muted">by {createdBy}</span>}
              </>
            ),
          },
          ...assertionFacts(client),
        ]}
      />
    </Panel>
  );
}

function assertionFacts({ issuer, subject, audience, jwksUrl, jwks }: ListedClient) {
  return [
    { name: 'Issuer (iss)', value: issuer },
    { name: 'Subject (sub)', value: subject },
    { name: 'Audience (aud)', value: audience },
    { name: 'JWKS URL', value: jwksUrl },
    { name: 'Key set', value: jwks && counted(keysIn(jwks), 'key') },
  ].filter(({ value }) => value !== null);
}

const keysIn = ({ keys }: Record<string, unknown>) => (Array.isArray(keys) ? keys.length : 0);

/** Entra ID's own labels, under Provisioning > New configuration. */
function EntraPanel({ client: { clientId, kind }, publicUrl }: { client: ListedClient; publicUrl: string }) {
  const baseUrl = publicUrl + SCIM_PATH;
  return (
    <Panel title="In Microsoft Entra ID">
      <p>
        In your enterprise application, under <strong>Provisioning &gt; New configuration</strong>,
        authentication method{' '}
        <strong>
          {kind === 'secret' ? 'OAuth2 client credentials grant' : 'Workload Identity Federation'}
        </strong>
        :
      </p>
      {kind === 'secret' ? (
        <>
          <CopyValue label="Tenant URL" value={baseUrl} />
          <CopyValue label="Token endpoint" value={tokenUrl(publicUrl)} />
          <CopyValue label="Client identifier" value={clientId} />
          <SecretHint />
        </>
      ) : (
        <>
          <CopyValue label="Client ID" value={clientId} />
          <CopyValue label="Token URL" value={tokenUrl(publicUrl)} />
          <CopyValue label="SCIM URL" value={baseUrl} />
        </>
      )}
      <p>
        Press <strong>Test connection</strong>, then save. <a href="/connection">Connection details</a> shows
        the result.
      </p>
    </Panel>
  );
}

function SecretHint() {
  return (
    <p>
      <strong>Client secret</strong>: shown once, at the top of this page, when you create it. If it is lost,
      create another one under <a href="#client-secrets">Client secrets</a>.
    </p>
  );
}

/** The names of the RFCs, and requests to try them with. */
function OtherPanel({ client: { clientId, kind }, publicUrl }: { client: ListedClient; publicUrl: string }) {
  const baseUrl = publicUrl + SCIM_PATH;
  const url = tokenUrl(publicUrl);
  return (
    <Panel title="In any other client">
      <CopyValue label="SCIM 2.0 base URL" value={baseUrl} />
      <CopyValue label="Token URL (access token endpoint)" value={url} />
      <CopyValue label="Client ID" value={clientId} />
      {kind === 'secret' && <SecretHint />}
      <Facts
        facts={[
          { name: 'Grant type', value: 'client_credentials' },
          { name: 'Scope', value: 'scim' },
          {
            name: 'Client authentication',
            value:
              kind === 'secret'
                ? 'client_secret_basic or client_secret_post'
                : 'private_key_jwt: an assertion that lasts at most 10 minutes, with a new jti each time',
          },
        ]}
      />
      {kind === 'secret' && (
        <>
          <p>To try it, replace SECRET with the client secret, and TOKEN with the access token:</p>
          <CopyValue
            label="Get an access token"
            value={`curl -u '${clientId}:SECRET' -d grant_type=client_credentials ${url}`}
          />
          <CopyValue
            label="List users"
            value={`curl -H 'Authorization: Bearer TOKEN' '${baseUrl}/Users?count=1'`}
          />
        </>
      )}
    </Panel>
  );
}

function Secrets({
  client: { id, secrets },
  refusal,
}: {
  client: ListedClient;
  refusal: FormRefusal | undefined;
}) {
  const columns = [
    { label: 'Created', cell: ({ createdAt }: ListedSecret) => <Instant at={createdAt} /> },
    { label: 'Ends', cell: ({ expiresAt }: ListedSecret) => <Expiry at={expiresAt} /> },
    {
      label: 'Last used',
      cell: ({ lastUsedAt }: ListedSecret) => <Instant at={lastUsedAt} none="not yet" />,
    },
    {
      label: 'Actions',
      cell: ({ id: secretId, createdAt }: ListedSecret) => (
        <a href={`/connections/${id}/secrets/${secretId}/revoke`}>
          Revoke<span class="hidden-text"> the secret of {createdAt}</span>
        </a>
      ),
    },
  ];
  return (
    <Panel title="Client secrets" id="client-secrets">
      <Table caption="Client secrets" columns={columns} rows={secrets} />
      <p>
        Create a second secret before the first one ends, enter it in the identity provider, and revoke the
        first one afterwards. Provisioning is not interrupted.
      </p>
      <Form action={`/connections/${id}/secrets`} submit="Create a secret" refusal={refusal}>
        <SelectField name="lifetime" label="Ends" options={LIFETIME_OPTIONS} />
      </Form>
    </Panel>
  );
}
