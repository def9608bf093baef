import type { DeliveryRow } from '../../notifications/deliveries.service.js';
import type { WebhookRow } from '../../notifications/webhooks.service.js';
import { DeliveriesTable } from '../components/deliveries-table.js';
import { CheckField, TextField } from '../components/fields.js';
import { Form, PostButton } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import { KindFields, kindsInWords, OnOff } from './notifications-page.js';

interface WebhookPageProps {
  webhook: WebhookRow;
  deliveries: readonly DeliveryRow[];
  fields: FormFields;
  refusal?: FormRefusal | undefined;
}

/** One webhook: its settings, a test, and its latest deliveries. */
export function WebhookPage({ webhook, deliveries, fields, refusal }: WebhookPageProps) {
  const { id, url, kinds, enabled, createdAt } = webhook;
  const path = `/notifications/webhooks/${id}`;
  return (
    <>
      <Panel title="About the webhook">
        <Facts
          facts={[
            { name: 'State', value: <OnOff isOn={enabled} /> },
            { name: 'URL', value: <code>{url}</code> },
            { name: 'Gets', value: kindsInWords(kinds) },
            { name: 'Created', value: <Instant at={createdAt} /> },
          ]}
        />
        <PostButton action={`${path}/test`} label="Send a test" />
      </Panel>
      <Panel title="Latest deliveries">
        <DeliveriesTable deliveries={deliveries} />
      </Panel>
      <Panel title="Change the webhook">
        <p>Its signing secret stays the same. For a new secret, add another webhook and delete this one.</p>
        <Form action={path} submit="Save" fields={fields} refusal={refusal}>
          <CheckField name="enabled" label="On" hint="Switched off, it gets nothing." />
          <TextField name="url" label="URL" required />
          <KindFields />
        </Form>
      </Panel>
      <Panel title="Delete">
        <p>
          <a class="button" href={`${path}/delete`}>
            Delete the webhook
          </a>
        </p>
      </Panel>
    </>
  );
}
