import type { Page } from '../../common/page.js';
import type { StoredGroup } from '../../groups/groups.service.js';
import type { ShownMember } from '../../groups/memberships.service.js';
import { GRANTABLE_ROLES } from '../../users/user.entity.js';
import { HiddenField, SelectField, TextField } from '../components/fields.js';
import { FilterForm, Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { OwnedBy } from '../components/owner.js';
import { Pager } from '../components/pager.js';
import { Empty, Facts, Panel } from '../components/panel.js';
import { PersonLink } from '../components/person-link.js';
import { StateBadge } from '../components/state-badge.js';
import { Table, type Column } from '../components/table.js';
import { Total } from '../components/total.js';
import type { Ownership } from '../../provisioning/ownership/ownership.service.js';
import type { FormFields, FormRefusal } from '../form.js';
import { listAddress } from '../list-query.js';

interface GroupPageProps {
  group: StoredGroup;
  ownership: Ownership;
  isLocked: boolean;
  /** The fields of the search for members. */
  query: FormFields;
  members: Page<ShownMember>;
  page: number;
  limit: number;
  /** The fields of the form to rename the group. */
  fields?: FormFields | undefined;
  refusal?: FormRefusal | undefined;
}

/** A group, a page of its members, and a form to rename it. */
export function GroupPage(props: GroupPageProps) {
  const { group, ownership, isLocked } = props;
  return (
    <>
      <Panel title="About the group">
        <Facts
          facts={[
            { name: 'Members', value: group.memberCount.toLocaleString('en-GB') },
            { name: 'Role of its members', value: group.role ?? <span class="muted">none</span> },
            { name: 'External id', value: group.externalId ?? <span class="muted">none</span> },
            { name: 'Id', value: <code>{group.id}</code> },
            { name: 'Added', value: <Instant at={group.createdAt} /> },
            { name: 'Last changed', value: <Instant at={group.updatedAt} /> },
          ]}
        />
        <p>
          {ownership.managedBy ? (
            <>
              Managed by <OwnedBy ownership={ownership} />. Change its name and members there. The next push
              would overwrite a change made here.{isLocked && LOCKED}
            </>
          ) : (
            'If an identity provider pushes this group, change its name and members there. The next push would overwrite a change made here.'
          )}{' '}
          <a href={`/log?id=${group.id}`}>Show provisioning history</a>
        </p>
      </Panel>
      <Members {...props} />
      {!isLocked && <Rename {...props} />}
      <MemberRole {...props} />
    </>
  );
}

const LOCKED = ' Your account only lets the identity provider change what it manages.';

function Members({ group, query, members: { items, total }, page, limit }: GroupPageProps) {
  const path = `/groups/${group.id}`;
  if (group.memberCount === 0) {
    return (
      <Empty>
        <p>This group has no members.</p>
      </Empty>
    );
  }
  return (
    <>
      <h2>Members</h2>
      <FilterForm action={path} label="Find members" fields={query}>
        <TextField name="search" label="Search" type="search" />
      </FilterForm>
      {items.length === 0 ? (
        <Empty>
          <p>No members match your search.</p>
        </Empty>
      ) : (
        <>
          <Total page={page} limit={limit} total={total} nouns={['member', 'members']} />
          <Table
            caption="Members"
            columns={COLUMNS}
            rows={items.map((member) => ({ id: member.userId, ...member }))}
            compact
          />
        </>
      )}
      <Pager page={page} limit={limit} total={total} href={(number) => listAddress(path, query, number)} />
    </>
  );
}

function Rename({ group, fields, refusal }: GroupPageProps) {
  return (
    <Panel title="Rename">
      <Form action={`/groups/${group.id}`} submit="Rename the group" fields={fields} refusal={refusal}>
        <HiddenField name="former" value={group.displayName} />
        <TextField name="displayName" label="Name" value={group.displayName} required />
      </Form>
    </Panel>
  );
}

function MemberRole({ group }: GroupPageProps) {
  return (
    <Panel title="Role of the members">
      <Form action={`/groups/${group.id}/role`} submit="Save the role">
        <SelectField
          name="role"
          label="Role"
          hint="Members get it at their next request, and lose it when they leave the group. A role that is assigned to a person, or granted by the identity provider, takes precedence. With several groups, the highest role counts."
          value={group.role ?? ''}
          options={[NO_ROLE, ...GRANTABLE_ROLES.map((role) => ({ value: role, label: role }))]}
        />
      </Form>
    </Panel>
  );
}

const NO_ROLE = { value: '', label: 'none' };

const COLUMNS: readonly Column<ShownMember>[] = [
  {
    label: 'Member',
    cell: ({ userId, shownName, userName }) => (
      <PersonLink id={userId} name={shownName} userName={userName} />
    ),
  },
  { label: 'State', cell: ({ active }) => <StateBadge active={active} /> },
];
