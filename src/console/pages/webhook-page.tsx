import type { DeliveryRow } from '../../provisioning/notifications/deliveries.service.js';
import type { WebhookRow } from '../../provisioning/notifications/webhooks.service.js';
import { DeliveriesTable } from '../components/deliveries-table.js';
import { CheckField, SelectField, TextField } from '../components/fields.js';
import { Form, PostButton } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import { PREVIOUS_SECRET_CHOICES } from '../notification-forms.js';
import { KindFields, kindsInWords, OnOff } from './notifications-page.js';

interface WebhookPageProps {
  webhook: WebhookRow;
  deliveries: readonly DeliveryRow[];
  fields: FormFields;
  refusal?: FormRefusal | undefined;
  secretRefusal?: FormRefusal | undefined;
}

/** One webhook: its settings, a test, and its latest deliveries. */
export function WebhookPage(props: WebhookPageProps) {
  const { webhook, deliveries, fields, refusal, secretRefusal } = props;
  const { id, url, kinds, enabled, createdAt, previousSecretsUntil } = webhook;
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
        <Form action={path} submit="Save" fields={fields} refusal={refusal}>
          <CheckField name="enabled" label="On" hint="While off, it receives nothing." />
          <TextField name="url" label="URL" required />
          <KindFields />
        </Form>
      </Panel>
      <SecretPanel path={path} until={previousSecretsUntil} refusal={secretRefusal} />
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

interface SecretPanelProps {
  path: string;
  /** Until when messages are signed with an old secret as well. */
  until: string | null;
  refusal: FormRefusal | undefined;
}

function SecretPanel({ path, until, refusal }: SecretPanelProps) {
  return (
    <Panel title="Signing secret">
      <p>
        A new secret is shown once. As long as messages are signed with the old one as well, your receiver can
        verify them with either.
      </p>
      {until !== null && (
        <p>
          Messages are signed with an old secret as well until <Instant at={until} exact />.
        </p>
      )}
      <Form action={`${path}/secret`} submit="Replace the secret" refusal={refusal}>
        <SelectField
          name="hours"
          label="Sign with the old secret as well"
          options={PREVIOUS_SECRET_CHOICES}
        />
      </Form>
    </Panel>
  );
}
