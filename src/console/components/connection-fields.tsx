import type { OrganizationChoices } from '../organization-choices.service.js';
import { TextField } from './fields.js';
import { OrganizationField } from './organization-field.js';

interface ConnectionFieldsProps {
  name: string;
  organizations: OrganizationChoices;
  organization: { id: string; name: string };
}

/** The fields that every connection has. */
export function ConnectionFields({ name, organizations, organization }: ConnectionFieldsProps) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="The provisioning log shows it as the author of every change."
        value={name}
        required
      />
      <OrganizationField
        name="organizationId"
        label="New users join"
        choices={organizations}
        current={organization}
      />
    </>
  );
}
