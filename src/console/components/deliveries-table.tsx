import type { DeliveryRow } from '../../provisioning/notifications/deliveries.service.js';
import { counted } from '../../common/counted.js';
import { PostButton } from './form.js';
import { Instant } from './instant.js';
import { Badge, Empty } from './panel.js';
import { Table, type Column } from './table.js';

export function DeliveriesTable({ deliveries }: { deliveries: readonly DeliveryRow[] }) {
  if (deliveries.length > 0) return <Table caption="Deliveries" columns={COLUMNS} rows={deliveries} />;
  return (
    <Empty>
      <p>Nothing has been sent yet.</p>
    </Empty>
  );
}

const COLUMNS: readonly Column<DeliveryRow>[] = [
  { label: 'Message', cell: ({ subject }) => subject },
  { label: 'Written', cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { label: 'To', cell: ({ to }) => to },
  { label: 'State', cell: (delivery) => <State delivery={delivery} /> },
  {
    label: 'Actions',
    cell: ({ id, state }) =>
      state === 'waiting' ? (
        <span class="muted">none</span>
      ) : (
        <PostButton action={`/notifications/deliveries/${id}/resend`} label="Send again" />
      ),
  },
];

function State({ delivery: { state, attempts, error, nextAttemptAt } }: { delivery: DeliveryRow }) {
  if (state === 'sent') return <Badge tone="good">Sent</Badge>;
  const tried = attempts > 0 ? ` after ${counted(attempts, 'attempt')}` : '';
  return (
    <>
      {state === 'failed' ? <Badge tone="bad">Given up</Badge> : <Badge tone="attention">Waiting</Badge>}
      {error !== null && (
        <span class="muted">
          {' '}
          {error}
          {tried}
        </span>
      )}
      {state === 'waiting' && attempts > 0 && (
        <span class="muted">
          , next <Instant at={nextAttemptAt} />
        </span>
      )}
    </>
  );
}
