import { AccountTabs } from '../components/account-tabs.js';
import { HiddenField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';

interface SwitchScimPageProps {
  /** The account's id. */
  id: string;
  to: 'on' | 'off';
  fields?: FormFields;
  refusal?: FormRefusal;
}

/** Asks for a reason before SCIM is switched, since the customer notices immediately. */
export function SwitchScimPage({ id, to, fields, refusal }: SwitchScimPageProps) {
  return (
    <>
      <AccountTabs id={id} />
      <Panel title={to === 'off' ? 'The customer notices immediately' : 'The customer can start immediately'}>
        <p>
          {to === 'off'
            ? 'If you switch SCIM off, all further requests from the identity provider are refused: nobody is created, changed or deactivated. No data is changed.'
            : "Once SCIM is on, the account's administrators can connect their identity provider. No data is changed."}
        </p>
        <Form
          action={`/accounts/${id}/scim`}
          submit={`Switch SCIM ${to}`}
          tone={to === 'off' ? 'danger' : 'primary'}
          cancel={{ href: `/accounts/${id}`, label: `Leave it ${to === 'off' ? 'on' : 'off'}` }}
          fields={fields}
          refusal={refusal}
        >
          <HiddenField name="scim" value={to} />
          <TextField
            name="reason"
            label="Reason"
            hint="For the audit trail. For example, a ticket number and what the customer asked for."
            required
          />
        </Form>
      </Panel>
    </>
  );
}
