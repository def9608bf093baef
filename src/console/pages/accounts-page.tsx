import type { AccountOverview } from '../../support/account-overviews.service.js';
import { ACCOUNT_ORDERS, type AccountOrder } from '../../support/account-list.service.js';
import { SelectField, TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Empty } from '../components/panel.js';
import { ScimBadge } from '../components/scim-badge.js';
import { Table, type Column } from '../components/table.js';
import type { FormFields } from '../form.js';
import { listAddress } from '../list-query.js';

interface AccountsPageProps {
  fields: FormFields;
  search: string | undefined;
  items: readonly AccountOverview[];
  total: number;
  page: number;
  limit: number;
}

/** Accounts that fit a search, and the way to a new one. */
export function AccountsPage({ fields, search, items, ...window }: AccountsPageProps) {
  return (
    <>
      <FilterForm action="/accounts" label="Find accounts" fields={fields}>
        <TextField
          name="search"
          label="Name, slug or id"
          hint="Or the login or mail domain of an administrator."
          type="search"
        />
        <SelectField name="sort" label="Order" options={ORDERS} />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>{search === undefined ? 'There are no accounts yet.' : `No account fits "${search}".`}</p>
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

const LABELS: Readonly<Record<AccountOrder, string>> = {
  name: 'By name',
  created: 'Newest first',
  users: 'Largest first',
  failures: 'Most failures of today first',
  lastCall: 'Last call first',
};

const ORDERS = ACCOUNT_ORDERS.map((value) => ({ value, label: LABELS[value] }));

const COLUMNS: readonly Column<AccountOverview>[] = [
  { label: 'Name', cell: ({ id, name }) => <a href={`/accounts/${id}`}>{name}</a> },
  { label: 'Slug', cell: ({ slug }) => <code>{slug}</code> },
  { label: 'SCIM', cell: ({ modules }) => <ScimBadge on={modules.scim} /> },
  { label: 'Users', cell: ({ counts }) => counts.users.toLocaleString('en-GB') },
  { label: 'Failed today', cell: (account) => <FailuresToday account={account} /> },
  {
    label: 'Last call',
    cell: ({ lastProvisioningActivity }) => <Instant at={lastProvisioningActivity} none="none yet" />,
  },
];

/** The number, with the way to what failed. */
export function FailuresToday({ account: { id, failuresToday } }: { account: AccountOverview }) {
  if (failuresToday === 0) return <>0</>;
  return <a href={`/accounts/${id}/log?outcome=failure`}>{failuresToday.toLocaleString('en-GB')}</a>;
}
