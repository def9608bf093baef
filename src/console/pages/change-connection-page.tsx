import type { ListedClient } from '../../oauth/client-list.service.js';
import { AssertionFields } from '../components/assertion-fields.js';
import { ConnectionFields } from '../components/connection-fields.js';
import { HiddenField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import type { OrganizationChoices } from '../organization-choices.service.js';

interface ChangeConnectionPageProps {
  client: ListedClient;
  organizations: OrganizationChoices;
  fields: FormFields;
  refusal?: FormRefusal | undefined;
}

/** A form to rename a connection, or to enter the new keys of a client. */
export function ChangeConnectionPage({ client, organizations, fields, refusal }: ChangeConnectionPageProps) {
  const { id, name, kind, version, organizationId, organizationName } = client;
  return (
    <Panel title="The connection">
      <Form
        action={`/connections/${id}/change`}
        submit="Save"
        cancel={{ href: `/connections/${id}`, label: 'Cancel' }}
        fields={fields}
        refusal={refusal}
      >
        <HiddenField name="version" value={String(version)} />
        <ConnectionFields
          name={name}
          organizations={organizations}
          organization={{ id: organizationId, name: organizationName }}
        />
        {kind === 'assertion' && <AssertionFields hasSeveralWays current={currentRules(client)} />}
      </Form>
    </Panel>
  );
}

function currentRules({ issuer, subject, audience, jwksUrl, jwks }: ListedClient) {
  return {
    issuer: issuer ?? undefined,
    subject: subject ?? undefined,
    audience: audience ?? undefined,
    jwksUrl: jwksUrl ?? undefined,
    jwks: jwks === null ? undefined : JSON.stringify(jwks, null, 2),
  };
}
