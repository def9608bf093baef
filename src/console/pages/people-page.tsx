import type { Page } from '../../common/page.js';
import { shownName } from '../../users/shown-name.js';
import { ROLES } from '../../users/user.entity.js';
import { SelectField, TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { MANAGED_OPTIONS, UNSEEN_OPTIONS } from '../components/owner.js';
import { managerLabel } from '../../provisioning/ownership/manager-label.js';
import { OrganizationField } from '../components/organization-field.js';
import { Pager } from '../components/pager.js';
import { Empty } from '../components/panel.js';
import { PersonLink } from '../components/person-link.js';
import { StateBadge } from '../components/state-badge.js';
import { Table, type Column } from '../components/table.js';
import { Total } from '../components/total.js';
import type { FormFields, FormRefusal } from '../form.js';
import { listAddress } from '../list-query.js';
import type { OrganizationChoices } from '../organization-choices.service.js';
import type { ListedPerson } from '../people-lists.service.js';

interface PeoplePageProps {
  fields: FormFields;
  refusal?: FormRefusal | undefined;
  organizations: OrganizationChoices;
  found: Page<ListedPerson>;
  page: number;
  limit: number;
}

/** The people who match the filters, and a link to add one. */
export function PeoplePage({ fields, refusal, organizations, found, page, limit }: PeoplePageProps) {
  const { items, total } = found;
  return (
    <>
      <FilterForm action="/people" label="Find people" fields={fields} refusal={refusal}>
        <TextField name="search" label="Search" type="search" />
        <SelectField name="state" label="State" options={STATE_OPTIONS} />
        <SelectField name="role" label="Role" options={ROLE_OPTIONS} />
        <OrganizationField name="organization" label="Organization" choices={organizations} none="All" />
        <SelectField name="managed" label="Managed by" options={MANAGED_OPTIONS} />
        <SelectField name="notSeenDays" label="Last seen" options={UNSEEN_OPTIONS} />
        <SelectField name="sort" label="Sorted by" options={SORT_OPTIONS} />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>{refusal ? 'Correct the filters above to see people.' : 'No people match your search.'}</p>
        </Empty>
      ) : (
        <>
          <Total page={page} limit={limit} total={total} nouns={['person', 'people']} />
          <Table caption="People" columns={COLUMNS} rows={items} compact />
        </>
      )}
      <Pager
        page={page}
        limit={limit}
        total={total}
        href={(number) => listAddress('/people', fields, number)}
      />
      <p>
        <a class="button" href="/people/new">
          Add a person
        </a>
      </p>
    </>
  );
}

const STATE_OPTIONS = [
  { value: '', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'deactivated', label: 'Deactivated' },
];

const ROLE_OPTIONS = [{ value: '', label: 'All' }, ...ROLES.map((role) => ({ value: role, label: role }))];

const SORT_OPTIONS = [
  { value: 'name', label: 'Name' },
  { value: 'userName', label: 'User name' },
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
];

const COLUMNS: readonly Column<ListedPerson>[] = [
  {
    label: 'Name',
    cell: (user) => <PersonLink id={user.id} name={shownName(user)} userName={user.userName} />,
  },
  { label: 'State', cell: ({ active }) => <StateBadge active={active} /> },
  { label: 'Role', cell: ({ role }) => role },
  { label: 'Organization', cell: ({ organizationLabel }) => organizationLabel },
  { label: 'Managed by', cell: managerOf },
];

function managerOf({ ownership: { managedBy } }: ListedPerson): string {
  return managedBy ? managerLabel(managedBy) : 'Declaree';
}
