import type { StoredGroup } from '../../groups/groups.service.js';
import { TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Empty } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import { Total } from '../components/total.js';
import type { FormFields } from '../form.js';
import { listAddress } from '../list-query.js';

interface GroupsPageProps {
  fields: FormFields;
  search: string | undefined;
  items: readonly StoredGroup[];
  total: number;
  page: number;
  limit: number;
}

export function GroupsPage({ fields, search, items, ...window }: GroupsPageProps) {
  return (
    <>
      <FilterForm action="/groups" label="Find groups" fields={fields}>
        <TextField name="search" label="Search" type="search" />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>
            {search === undefined
              ? 'There are no groups yet. In Okta, push groups on the Push Groups tab. In Entra ID, assign them to the application.'
              : 'No groups match your search.'}
          </p>
        </Empty>
      ) : (
        <>
          <Total {...window} nouns={['group', 'groups']} />
          <Table caption="Groups" columns={COLUMNS} rows={items} compact />
        </>
      )}
      <Pager {...window} href={(page) => listAddress('/groups', fields, page)} />
    </>
  );
}

const COLUMNS: readonly Column<StoredGroup>[] = [
  { label: 'Name', cell: ({ id, displayName }) => <a href={`/groups/${id}`}>{displayName}</a> },
  {
    label: 'Members',
    cell: ({ memberCount }) =>
      `${memberCount.toLocaleString('en-GB')} ${memberCount === 1 ? 'member' : 'members'}`,
  },
  { label: 'External id', cell: ({ externalId }) => externalId ?? <span class="muted">no external id</span> },
  { label: 'Last changed', cell: ({ updatedAt }) => <Instant at={updatedAt} /> },
];
