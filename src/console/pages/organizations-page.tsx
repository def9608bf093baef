import type { Page } from '../../common/page.js';
import type { OrganizationRow } from '../../organizations/organizations.service.js';
import { TextField } from '../components/fields.js';
import { FilterForm, Form } from '../components/form.js';
import { OrganizationField } from '../components/organization-field.js';
import { Pager } from '../components/pager.js';
import { Empty, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import { Total } from '../components/total.js';
import type { FormFields, FormRefusal } from '../form.js';
import { listAddress } from '../list-query.js';
import type { OrganizationChoices } from '../organization-choices.service.js';

interface OrganizationsPageProps {
  /** The fields of the filter form. */
  query: FormFields;
  found: Page<OrganizationRow>;
  /** Names of parent organizations by id. */
  parents: ReadonlyMap<string, string>;
  choices: OrganizationChoices;
  page: number;
  limit: number;
  /** The fields of the form to add an organization. */
  fields?: FormFields | undefined;
  refusal?: FormRefusal | undefined;
}

/** The organizations that match a search, and a form to add one. */
export function OrganizationsPage(props: OrganizationsPageProps) {
  const { query, found, parents, choices, page, limit, fields, refusal } = props;
  const { items, total } = found;
  return (
    <>
      <FilterForm action="/organizations" label="Find organizations" fields={query}>
        <TextField name="search" label="Search" type="search" />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>No organizations match your search.</p>
        </Empty>
      ) : (
        <>
          <Total page={page} limit={limit} total={total} nouns={['organization', 'organizations']} />
          <Table caption="Organizations" columns={columnsOf(parents)} rows={items} compact />
        </>
      )}
      <Pager
        page={page}
        limit={limit}
        total={total}
        href={(number) => listAddress('/organizations', query, number)}
      />
      <Panel title="Add an organization">
        <Form action="/organizations" submit="Add the organization" fields={fields} refusal={refusal}>
          <TextField name="name" label="Name" required />
          <OrganizationField name="parentId" label="Below" choices={choices} none="None (top level)" />
        </Form>
      </Panel>
    </>
  );
}

const columnsOf = (parents: ReadonlyMap<string, string>): readonly Column<OrganizationRow>[] => [
  { label: 'Name', cell: ({ id, name }) => <a href={`/organizations/${id}`}>{name}</a> },
  {
    label: 'Position',
    cell: ({ parentId }) =>
      parentId === null ? <span class="muted">top level</span> : `below ${parents.get(parentId) ?? parentId}`,
  },
  {
    label: 'People',
    cell: ({ id, name }) => (
      <a href={`/people?organization=${id}`}>
        Show people<span class="hidden-text"> of {name}</span>
      </a>
    ),
  },
];
