import { AssertionFields } from '../components/assertion-fields.js';
import { ConnectionFields } from '../components/connection-fields.js';
import { HiddenField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import type { OrganizationChoices } from '../organization-choices.service.js';

/** What a new connection is for. */
export interface Purpose {
  id: string;
  link: string;
  title: string;
  lead: string;
  kind: 'secret' | 'assertion';
  /** The suggested name. */
  name: string;
}

const OTHER: Purpose = {
  id: 'other',
  link: 'Another client, with a client secret',
  title: 'Connect another client',
  lead: 'For any client that uses the client_credentials grant (RFC 6749). The next page has the values to enter there.',
  kind: 'secret',
  name: '',
};

/** In the order of the page. */
export const PURPOSES: readonly Purpose[] = [
  {
    id: 'entra-secret',
    link: 'Entra ID, with a client secret',
    title: 'Connect Entra ID with a client secret',
    lead: 'In Entra ID, choose the authentication method OAuth2 client credentials grant. The next page has the values to enter there.',
    kind: 'secret',
    name: 'Entra ID',
  },
  {
    id: 'entra-federated',
    link: 'Entra ID, without a secret (Workload Identity Federation)',
    title: 'Connect Entra ID without a secret',
    lead: 'In Entra ID, choose the authentication method Workload Identity Federation, and select a workload identity. Entra ID then shows the four values to paste here.',
    kind: 'assertion',
    name: 'Entra ID',
  },
  OTHER,
  {
    id: 'other-assertion',
    link: 'Another client, with a key of its own',
    title: 'Connect another client without a secret',
    lead: 'For any client that signs assertions (RFC 7523) with RS256, PS256 or ES256. Leave blank what it does not specify.',
    kind: 'assertion',
    name: '',
  },
];

export function purposeOf(id: string | undefined): Purpose {
  return PURPOSES.find((purpose) => purpose.id === id) ?? OTHER;
}

interface NewConnectionPageProps {
  purpose: Purpose;
  organizations: OrganizationChoices;
  organization: { id: string; name: string };
  fields: FormFields;
  refusal?: FormRefusal;
}

export function NewConnectionPage({
  purpose,
  organizations,
  organization,
  fields,
  refusal,
}: NewConnectionPageProps) {
  const { id, kind, name } = purpose;
  return (
    <Panel title="The connection">
      <Form
        action="/connections"
        submit="Create the connection"
        cancel={{ href: '/connections', label: 'Cancel' }}
        fields={fields}
        refusal={refusal}
      >
        <HiddenField name="for" value={id} />
        <HiddenField name="kind" value={kind} />
        <ConnectionFields name={name} organizations={organizations} organization={organization} />
        {kind === 'secret' && (
          <p class="hint">
            The client secret is shown once, on the next page. It ends in 1 year; Declaree warns you 30 days
            before.
          </p>
        )}
        {kind === 'assertion' && <AssertionFields hasSeveralWays={id !== 'entra-federated'} />}
      </Form>
    </Panel>
  );
}
