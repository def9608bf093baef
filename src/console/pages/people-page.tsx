import type { StoredUser } from '../../users/user-fields.js';
import { TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { Pager } from '../components/pager.js';
import { Badge, Empty } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import type { FormFields } from '../form.js';
import { listAddress } from '../list-query.js';

interface PeoplePageProps {
  fields: FormFields;
  search: string | undefined;
  items: readonly StoredUser[];
  total: number;
  page: number;
  limit: number;
}

/** People who fit a search. */
export function PeoplePage({ fields, search, items, ...window }: PeoplePageProps) {
  return (
    <>
      <FilterForm action="/people" label="Find people" fields={fields}>
        <TextField name="search" label="Name or e-mail" type="search" />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>Nobody fits this search.</p>
        </Empty>
      ) : (
        <Table caption="People" columns={COLUMNS} rows={items} />
      )}
      <Pager {...window} href={(page) => listAddress('/people', search, page)} />
    </>
  );
}

const COLUMNS: readonly Column<StoredUser>[] = [
  { label: 'Name', cell: (user) => <Person user={user} /> },
  { label: 'State', cell: ({ active }) => <StateBadge active={active} /> },
  { label: 'Role', cell: ({ role }) => role },
  { label: 'Organization', cell: ({ organizationLabel }) => organizationLabel },
  { label: 'Kept by', cell: (user) => (isProvisioned(user) ? 'identity provider' : 'Declaree') },
];

function Person({ user: { id, displayName, userName } }: { user: StoredUser }) {
  return (
    <div class="stack">
      <a href={`/people/${id}`}>{displayName ?? userName}</a>
      {displayName !== null && <span class="muted">{userName}</span>}
    </div>
  );
}

/** Whether somebody can log in. */
export function StateBadge({ active }: { active: boolean }) {
  return active ? <Badge tone="good">Active</Badge> : <Badge tone="quiet">Deactivated</Badge>;
}

/** An identity provider leaves its own id with everybody whom it looks after. */
export function isProvisioned({ externalId }: Pick<StoredUser, 'externalId'>): boolean {
  return externalId !== null;
}
