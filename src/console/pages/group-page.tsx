import type { Page } from '../../common/page.js';
import type { StoredGroup } from '../../groups/groups.service.js';
import type { Member } from '../../groups/memberships.service.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Facts, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import { listAddress } from '../list-query.js';

interface GroupPageProps {
  group: StoredGroup;
  members: Page<Member>;
  page: number;
  limit: number;
}

/** A group, and a page of who is in it. */
export function GroupPage({ group, members: { items, total }, page, limit }: GroupPageProps) {
  return (
    <>
      <Panel title="About the group">
        <Facts
          facts={[
            { name: 'Members', value: total.toLocaleString('en-GB') },
            { name: 'External id', value: group.externalId ?? <span class="muted">none</span> },
            { name: 'Id', value: <code>{group.id}</code> },
            { name: 'Added', value: <Instant at={group.createdAt} /> },
            { name: 'Last changed', value: <Instant at={group.updatedAt} /> },
          ]}
        />
        <p>
          Where an identity provider pushes the group, its name and its members are kept there: a change made
          here would be overwritten by its next push.{' '}
          <a href={`/log?id=${group.id}`}>What it did with this group</a>
        </p>
      </Panel>
      {items.length > 0 && (
        <Table
          caption="Members"
          columns={COLUMNS}
          rows={items.map((member) => ({ id: member.userId, ...member }))}
        />
      )}
      <Pager
        page={page}
        limit={limit}
        total={total}
        href={(number) => listAddress(`/groups/${group.id}`, undefined, number)}
      />
    </>
  );
}

const COLUMNS: readonly Column<Member>[] = [
  {
    label: 'Member',
    cell: ({ userId, displayName, userName }) => <a href={`/people/${userId}`}>{displayName ?? userName}</a>,
  },
  { label: 'User name', cell: ({ userName }) => userName },
];
