import { TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import { KindFields } from './notifications-page.js';

interface NewWebhookPageProps {
  fields: FormFields;
  refusal?: FormRefusal | undefined;
}

export function NewWebhookPage({ fields, refusal }: NewWebhookPageProps) {
  return (
    <Panel title="Receiver">
      <p>
        Messages are signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> describes, so
        that your receiver can verify that they come from Declaree.
      </p>
      <Form
        action="/notifications/webhooks"
        submit="Add webhook"
        cancel={{ href: '/notifications', label: 'Cancel' }}
        fields={fields}
        refusal={refusal}
      >
        <TextField name="url" label="URL" hint="An https URL that is reachable from the internet." required />
        <KindFields />
      </Form>
    </Panel>
  );
}
