import { SHORTEST_PASSWORD } from '../../auth/passwords/password-length.js';
import { ROLES } from '../../users/user.entity.js';
import { SelectField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { OrganizationField } from '../components/organization-field.js';
import { Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import type { OrganizationChoices } from '../organization-choices.service.js';

interface NewPersonPageProps {
  organizations: OrganizationChoices;
  organization: { id: string; name: string };
  fields?: FormFields;
  refusal?: FormRefusal;
}

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: role }));

export function NewPersonPage({ organizations, organization, fields, refusal }: NewPersonPageProps) {
  return (
    <Panel title="The person">
      <Form
        action="/people"
        submit="Add the person"
        cancel={{ href: '/people', label: 'Cancel' }}
        fields={fields}
        refusal={refusal}
      >
        <TextField name="userName" label="User name" hint="Usually the e-mail address." required />
        <TextField name="displayName" label="Display name" />
        <TextField name="email" label="E-mail address" />
        <SelectField name="role" label="Role" value="admin" options={ROLE_OPTIONS} />
        <OrganizationField
          name="organizationId"
          label="Organization"
          choices={organizations}
          current={organization}
        />
        <TextField
          name="password"
          label="Password"
          hint={`At least ${SHORTEST_PASSWORD} characters. Leave blank to generate one; it is shown once.`}
          type="password"
          autocomplete="new-password"
        />
      </Form>
    </Panel>
  );
}
