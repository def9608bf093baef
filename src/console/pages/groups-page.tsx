import type { StoredGroup } from '../../groups/groups.service.js';
import { SelectField, TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { MANAGED_OPTIONS, UNSEEN_OPTIONS } from '../components/owner.js';
import { managerLabel } from '../../provisioning/ownership/manager-label.js';
import { Pager } from '../components/pager.js';
import { Empty } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import { Total } from '../components/total.js';
import type { Ownership } from '../../provisioning/ownership/ownership.service.js';
import type { FormFields } from '../form.js';
import { listAddress } from '../list-query.js';

interface GroupsPageProps {
  fields: FormFields;
  items: readonly StoredGroup[];
  owners: ReadonlyMap<string, Ownership>;
  total: number;
  page: number;
  limit: number;
}

export function GroupsPage({ fields, items, owners, ...window }: GroupsPageProps) {
  const isFiltered = FILTERS.some((name) => (fields.get(name) ?? '').trim() !== '');
  return (
    <>
      <FilterForm action="/groups" label="Find groups" fields={fields}>
        <TextField name="search" label="Search" type="search" />
        <SelectField name="managed" label="Managed by" options={MANAGED_OPTIONS} />
        <SelectField name="notSeenDays" label="Last seen" options={UNSEEN_OPTIONS} />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>
            {isFiltered
              ? 'No groups match your search.'
              : 'There are no groups yet. In Okta, push groups on the Push Groups tab. In Entra ID, assign them to the application.'}
          </p>
        </Empty>
      ) : (
        <>
          <Total {...window} nouns={['group', 'groups']} />
          <Table caption="Groups" columns={columnsWith(owners)} rows={items} compact />
        </>
      )}
      <Pager {...window} href={(page) => listAddress('/groups', fields, page)} />
    </>
  );
}

const FILTERS = ['search', 'managed', 'notSeenDays'];

const columnsWith = (owners: GroupsPageProps['owners']): readonly Column<StoredGroup>[] => [
  { label: 'Name', cell: ({ id, displayName }) => <a href={`/groups/${id}`}>{displayName}</a> },
  {
    label: 'Members',
    cell: ({ memberCount }) =>
      `${memberCount.toLocaleString('en-GB')} ${memberCount === 1 ? 'member' : 'members'}`,
  },
  { label: 'External id', cell: ({ externalId }) => externalId ?? <span class="muted">no external id</span> },
  {
    label: 'Managed by',
    cell: ({ id }) => {
      const managedBy = owners.get(id)?.managedBy;
      return managedBy ? managerLabel(managedBy) : 'Declaree';
    },
  },
  { label: 'Last changed', cell: ({ updatedAt }) => <Instant at={updatedAt} /> },
];
