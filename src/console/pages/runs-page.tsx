import type { LogPage } from '../../platform/database/log-rows.js';
import type { StoredRun } from '../../provisioning/journal/run-keeper.service.js';
import { CursorPages } from '../components/cursor-pages.js';
import { Empty } from '../components/panel.js';
import { RunsTable } from '../components/runs-table.js';
import type { FormFields } from '../form.js';

interface RunsPageProps {
  /** The address of the list. */
  action: string;
  fields: FormFields;
  runs: LogPage<StoredRun>;
}

/** The runs of an account, newest first. */
export function RunsPage({ action, fields, runs: { items, nextCursor } }: RunsPageProps) {
  return (
    <>
      {items.length === 0 ? (
        <Empty>
          <p>No changes yet. What your identity provider, your people and Declaree change appears here.</p>
        </Empty>
      ) : (
        <RunsTable runs={items} action={action} />
      )}
      <CursorPages what="runs" action={action} fields={fields} nextCursor={nextCursor} />
    </>
  );
}
