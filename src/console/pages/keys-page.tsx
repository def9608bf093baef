import type { ApiKeyRow } from '../../auth/api-keys.service.js';
import { SelectField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Empty, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import type { FormFields, FormRefusal } from '../form.js';
import { Expiry } from './expiry.js';
import { LIFETIMES } from './key-lifetimes.js';

interface KeysPageProps {
  keys: readonly ApiKeyRow[];
  total: number;
  page: number;
  limit: number;
  fields?: FormFields;
  refusal?: FormRefusal;
}

const LIFETIME_OPTIONS = Object.entries(LIFETIMES).map(([value, { label }]) => ({ value, label }));

export function KeysPage({ keys, fields, refusal, ...window }: KeysPageProps) {
  return (
    <>
      {keys.length === 0 ? (
        <Empty>
          <p>You do not have any API keys yet.</p>
        </Empty>
      ) : (
        <Table caption="Your API keys" columns={COLUMNS} rows={keys} />
      )}
      <Pager {...window} href={(page) => `/keys?page=${page}`} />
      <Panel title="Create an API key">
        <Form action="/keys" submit="Create key" fields={fields} refusal={refusal}>
          <TextField
            name="name"
            label="Name"
            hint="Where you will use it, such as Okta or Entra ID."
            required
          />
          <SelectField name="lifetime" label="Expires" options={LIFETIME_OPTIONS} />
        </Form>
      </Panel>
    </>
  );
}

const COLUMNS: readonly Column<ApiKeyRow>[] = [
  { label: 'Name', cell: ({ name }) => name },
  { label: 'Created', cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { label: 'Expires', cell: ({ expiresAt }) => <Expiry at={expiresAt} /> },
  { label: 'Last used', cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} none="not yet" /> },
  {
    label: 'Actions',
    cell: ({ id, name }) => (
      <a href={`/keys/${id}/revoke`}>
        Revoke<span class="hidden-text"> {name}</span>
      </a>
    ),
  },
];
