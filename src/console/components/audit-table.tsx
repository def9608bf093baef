import type { AuditRow } from '../../accounts/audit.service.js';
import { ACTION_WORDS } from './audit-words.js';
import { Changes } from './changes.js';
import { Instant } from './instant.js';
import { Table, type Column } from './table.js';

export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  return <Table caption="Audit trail" columns={COLUMNS} rows={rows} />;
}

const COLUMNS: readonly Column<AuditRow>[] = [
  { label: 'When', cell: ({ time }) => <Instant at={time} /> },
  { label: 'Who', cell: (row) => <Who row={row} /> },
  // A newer version of the program may have recorded an action that this one does not know.
  { label: 'What', cell: ({ action }) => ACTION_WORDS[action] ?? action },
  { label: 'Whom', cell: ({ subject }) => subject?.name ?? subject?.id ?? <span class="muted">none</span> },
  { label: 'Detail', cell: (row) => <Detail row={row} /> },
];

function Who({ row: { actor, actorKind, via, address } }: { row: AuditRow }) {
  const facts = [
    ...(actorKind === 'operator' ? ["Declaree's staff"] : []),
    ...(via === null ? [] : [CHANNEL_LABELS[via]]),
    ...(address === null ? [] : [address]),
  ];
  return (
    <>
      {actor}
      {facts.length > 0 && <span class="muted"> ({facts.join(', ')})</span>}
    </>
  );
}

const CHANNEL_LABELS: Readonly<Record<NonNullable<AuditRow['via']>, string>> = {
  rest: 'REST',
  console: 'console',
  cli: 'command line',
  scim: 'SCIM',
  system: 'Declaree itself',
};

function Detail({ row: { detail, changes } }: { row: AuditRow }) {
  if (detail === null && changes.length === 0) return <span class="muted">none</span>;
  return (
    <>
      {detail}
      {changes.length > 0 && <Changes changes={changes} />}
    </>
  );
}
