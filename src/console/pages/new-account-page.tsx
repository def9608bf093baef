import { SHORTEST_PASSWORD } from '../../auth/passwords/password-length.js';
import { SelectField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';

const SCIM_OPTIONS = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
];

export function NewAccountPage({ fields, refusal }: { fields?: FormFields; refusal?: FormRefusal }) {
  return (
    <Panel title="The customer and its first administrator">
      <Form
        action="/accounts"
        submit="Create the account"
        cancel={{ href: '/accounts', label: 'Cancel' }}
        fields={fields}
        refusal={refusal}
      >
        <TextField name="name" label="Name" required />
        <TextField
          name="slug"
          label="Slug"
          hint="Short name of lower-case letters, digits and hyphens. Leave blank to derive it from the name."
        />
        <TextField
          name="organization"
          label="Parent organization"
          hint="New users join it. Leave blank to use the account's name."
        />
        <TextField
          name="username"
          label="Administrator's login name"
          hint="A dedicated user for provisioning, such as okta@customer.example."
          required
        />
        <TextField
          name="password"
          label="Administrator's password"
          hint={`At least ${SHORTEST_PASSWORD} characters. Leave blank to generate one; it is shown once.`}
          type="password"
          autocomplete="new-password"
        />
        <SelectField name="scim" label="SCIM" options={SCIM_OPTIONS} />
      </Form>
    </Panel>
  );
}
