import type { ApiKeyRow } from '../../auth/api-keys.service.js';
import { KEY_ENDS_SOON_DAYS } from '../../auth/api-key.entity.js';
import { SelectField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Badge, Empty, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import type { FormFields, FormRefusal } from '../form.js';
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

function Expiry({ at }: { at: string | null }) {
  if (at === null) return <Instant at={at} />;
  const left = Date.parse(at) - Date.now();
  if (left <= 0) return <Badge tone="bad">expired</Badge>;
  if (left > KEY_ENDS_SOON_DAYS * 86_400_000) return <Instant at={at} />;
  return (
    <>
      <Badge tone="attention">ends soon</Badge> <Instant at={at} />
    </>
  );
}
