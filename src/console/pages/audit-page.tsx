import type { AuditAction } from '../../accounts/audit-entry.entity.js';
import type { AuditRow } from '../../accounts/audit.service.js';
import { AccountTabs } from '../components/account-tabs.js';
import { Instant } from '../components/instant.js';
import { Pager } from '../components/pager.js';
import { Empty } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import { listAddress } from '../list-query.js';

interface AuditPageProps {
  /** The account's. */
  id: string;
  items: readonly AuditRow[];
  total: number;
  page: number;
  limit: number;
}

/** Who did what to an account, when and why. */
export function AuditPage({ id, items, ...window }: AuditPageProps) {
  return (
    <>
      <AccountTabs id={id} />
      {items.length === 0 ? (
        <Empty>
          <p>Nothing has been done to this account yet.</p>
        </Empty>
      ) : (
        <Table caption="Audit trail" columns={COLUMNS} rows={items} />
      )}
      <Pager {...window} href={(page) => listAddress(`/accounts/${id}/audit`, undefined, page)} />
    </>
  );
}

const COLUMNS: readonly Column<AuditRow>[] = [
  { label: 'When', cell: ({ time }) => <Instant at={time} /> },
  { label: 'Who', cell: ({ actor }) => actor },
  // A newer program may have recorded what this one has no words for.
  { label: 'What', cell: ({ action }) => ACTIONS[action] ?? action },
  { label: 'Detail', cell: ({ detail }) => detail ?? <span class="muted">none</span> },
];

const ACTIONS: Readonly<Record<AuditAction, string>> = {
  'account.created': 'Made the account',
  'scim.enabled': 'Switched SCIM on',
  'scim.disabled': 'Switched SCIM off',
  'password.reset': 'Reset a password',
  'users.imported': 'Imported users',
  'users.exported': 'Exported users',
};
