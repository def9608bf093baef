import type { AuditAction } from '../../accounts/audit-entry.entity.js';
import type { AuditRow } from '../../accounts/audit.service.js';
import { AuditTable } from '../components/audit-table.js';
import { CursorPages } from '../components/cursor-pages.js';
import { SelectField, TextField } from '../components/fields.js';
import { FilterForm } from '../components/form.js';
import { ACTION_WORDS } from '../components/audit-words.js';
import { Empty } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';

interface AuditPageProps {
  /** The address of the page. */
  action: string;
  fields: FormFields;
  refusal?: FormRefusal;
  items: readonly AuditRow[];
  nextCursor: string | null;
}

/** The audit trail of an account, with filters. */
export function AuditPage({ action, fields, refusal, items, nextCursor }: AuditPageProps) {
  return (
    <>
      <FilterForm action={action} label="Filter the trail" fields={fields} refusal={refusal}>
        <SelectField name="action" label="What" options={ACTION_OPTIONS} />
        <TextField name="actor" label="Who (user name)" type="search" />
        <TextField name="user" label="About or by (user id)" type="search" />
        <TextField name="since" label="Since" type="date" />
      </FilterForm>
      {items.length === 0 ? (
        <Nothing text={refusal ? 'Correct the filters above to see entries.' : emptyText(nextCursor)} />
      ) : (
        <AuditTable rows={items} />
      )}
      <CursorPages what="entries" action={action} fields={fields} nextCursor={nextCursor} />
    </>
  );
}

function Nothing({ text }: { text: string }) {
  return (
    <Empty>
      <p>{text}</p>
    </Empty>
  );
}

const ACTION_OPTIONS = [
  { value: '', label: 'All' },
  ...Object.entries<string>(ACTION_WORDS satisfies Record<AuditAction, string>).map(([value, label]) => ({
    value,
    label,
  })),
];

function emptyText(nextCursor: string | null): string {
  if (nextCursor === null) return 'No entries match these filters.';
  return 'No entry in this part of the trail matches these filters. Look at older entries.';
}
