import type { DeliveryRow } from '../../provisioning/notifications/deliveries.service.js';
import type { NotificationKind } from '../../provisioning/notifications/notification-kinds.js';
import { NOTIFICATION_KINDS } from '../../provisioning/notifications/notification-kinds.js';
import { WEBHOOKS_AT_MOST, type WebhookRow } from '../../provisioning/notifications/webhooks.service.js';
import { DeliveriesTable } from '../components/deliveries-table.js';
import { CheckField } from '../components/fields.js';
import { Form, PostButton } from '../components/form.js';
import { Badge, Empty, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import type { FormFields } from '../form.js';

const KIND_FIELDS: Readonly<Record<NotificationKind, { label: string; hint: string }>> = {
  alarm: {
    label: 'Alarms',
    hint: 'Immediately, when a run takes access from many people, or a deactivation is refused.',
  },
  silence: { label: 'Silence', hint: 'When your identity provider has not called for two days.' },
  expiry: {
    label: 'Expiring credentials',
    hint: 'API keys and client secrets, 30, 7 and 1 days before they end.',
  },
  approvals: {
    label: 'Reports without an approver',
    hint: 'Expense reports that nobody can approve, once each.',
  },
  failures: { label: 'Failures', hint: 'Refused requests, in at most one message an hour.' },
};

/** The most urgent first. */
const IN_ORDER = Object.keys(KIND_FIELDS) as NotificationKind[];

/** The name of each kind, as shown to people. */
export const kindsInWords = (kinds: readonly NotificationKind[]) =>
  NOTIFICATION_KINDS.every((kind) => kinds.includes(kind))
    ? 'Everything'
    : IN_ORDER.filter((kind) => kinds.includes(kind))
        .map((kind) => KIND_FIELDS[kind].label)
        .join(', ');

/** A checkbox for each kind. */
export function KindFields() {
  return (
    <>
      {IN_ORDER.map((kind) => (
        <CheckField key={kind} name={kind} {...KIND_FIELDS[kind]} />
      ))}
    </>
  );
}

interface NotificationsPageProps {
  /** Where the reader's mails go; null without an address. */
  address: string | null;
  mails: FormFields;
  webhooks: readonly WebhookRow[];
  deliveries: readonly DeliveryRow[];
}

export function NotificationsPage({ address, mails, webhooks, deliveries }: NotificationsPageProps) {
  return (
    <>
      <Panel title="Mails to you">
        <p>
          {address === null
            ? 'You have no e-mail address. Ask another administrator to add one to your user.'
            : `They go to ${address}. Every administrator chooses for themselves.`}
        </p>
        <Form action="/notifications" submit="Save" fields={mails}>
          <KindFields />
        </Form>
        {address !== null && <PostButton action="/notifications/test" label="Send a test mail" />}
      </Panel>
      <Panel title="Webhooks">
        {webhooks.length === 0 ? (
          <Empty>
            <p>No webhooks yet.</p>
          </Empty>
        ) : (
          <Table caption="Webhooks" columns={WEBHOOK_COLUMNS} rows={webhooks} />
        )}
        {webhooks.length < WEBHOOKS_AT_MOST && (
          <p>
            <a class="button" href="/notifications/webhooks/new">
              Add a webhook
            </a>
          </p>
        )}
      </Panel>
      <Panel title="Latest deliveries">
        <DeliveriesTable deliveries={deliveries} />
        <p>
          <a href="/notifications/deliveries">All deliveries</a>
        </p>
      </Panel>
    </>
  );
}

const WEBHOOK_COLUMNS: readonly Column<WebhookRow>[] = [
  {
    label: 'Receiver',
    cell: ({ id, url }) => <a href={`/notifications/webhooks/${id}`}>{new URL(url).host}</a>,
  },
  { label: 'Gets', cell: ({ kinds }) => kindsInWords(kinds) },
  { label: 'State', cell: ({ enabled }) => <OnOff isOn={enabled} /> },
];

export function OnOff({ isOn }: { isOn: boolean }) {
  return isOn ? <Badge tone="good">On</Badge> : <Badge tone="quiet">Off</Badge>;
}
