import type { AccountOverview } from '../../support/account-overviews.service.js';
import { ACCOUNT_ORDERS, type AccountOrder, type AccountState } from '../../support/account-list.service.js';
import { SelectField, TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Badge, Empty } from '../components/panel.js';
import { ScimBadge } from '../components/scim-badge.js';
import { Table, type Column } from '../components/table.js';
import type { FormFields } from '../form.js';
import { listAddress } from '../list-query.js';

interface AccountsPageProps {
  fields: FormFields;
  search: string | undefined;
  state: AccountState | undefined;
  items: readonly AccountOverview[];
  total: number;
  page: number;
  limit: number;
}

/** The accounts that match a search, and a link to create one. */
export function AccountsPage({ fields, search, state, items, ...window }: AccountsPageProps) {
  return (
    <>
      <FilterForm action="/accounts" label="Find accounts" fields={fields}>
        <TextField
          name="search"
          label="Name, slug or id"
          hint="An administrator's login name or e-mail domain works too."
          type="search"
        />
        <SelectField name="state" label="Which" options={STATES} />
        <SelectField name="sort" label="Order" options={ORDERS} />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>{emptyText(search, state)}</p>
        </Empty>
      ) : (
        <Table caption="Accounts" columns={COLUMNS} rows={items} />
      )}
      <Pager {...window} href={(page) => listAddress('/accounts', fields, page)} />
      <p>
        <a class="button" href="/accounts/new">
          New account
        </a>
      </p>
    </>
  );
}

function emptyText(search: string | undefined, state: AccountState | undefined): string {
  if (search !== undefined) return `No accounts match "${search}".`;
  return state === undefined ? 'There are no accounts yet.' : 'No account needs attention.';
}

const STATES = [
  { value: '', label: 'All accounts' },
  { value: 'alarms', label: 'With alarms' },
  { value: 'failures', label: 'With failures today' },
  { value: 'silent', label: 'Silent for 48 hours' },
];

const LABELS: Readonly<Record<AccountOrder, string>> = {
  name: 'By name',
  created: 'Newest first',
  users: 'Largest first',
  failures: 'Most failures today first',
  lastCall: 'Latest call first',
  silence: 'Longest silence first',
  alarms: 'Most alarms first',
};

const ORDERS = ACCOUNT_ORDERS.map((value) => ({ value, label: LABELS[value] }));

const COLUMNS: readonly Column<AccountOverview>[] = [
  { label: 'Name', cell: ({ id, name }) => <a href={`/accounts/${id}`}>{name}</a> },
  { label: 'Slug', cell: ({ slug }) => <code>{slug}</code> },
  { label: 'SCIM', cell: ({ modules }) => <ScimBadge on={modules.scim} /> },
  { label: 'Users', cell: ({ counts }) => counts.users.toLocaleString('en-GB') },
  {
    label: 'Alarms',
    cell: ({ openAlarms }) =>
      openAlarms > 0 ? <Badge tone="bad">{openAlarms.toLocaleString('en-GB')}</Badge> : 0,
  },
  { label: 'Failed today', cell: (account) => <FailuresToday account={account} /> },
  {
    label: 'Last call',
    cell: ({ lastProvisioningActivity }) => <Instant at={lastProvisioningActivity} none="none yet" />,
  },
];

/** The number of failures, with a link to them. */
export function FailuresToday({ account: { id, failuresToday } }: { account: AccountOverview }) {
  if (failuresToday === 0) return <>0</>;
  return <a href={`/accounts/${id}/log?outcome=failure`}>{failuresToday.toLocaleString('en-GB')}</a>;
}
