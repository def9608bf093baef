import type { OrganizationChoices } from '../organization-choices.service.js';
import { SelectField, TextField } from './fields.js';

interface OrganizationFieldProps {
  name: string;
  label: string;
  choices: OrganizationChoices;
  /** The label for "no organization". Without it, one must be chosen. */
  none?: string;
  current?: { id: string; name: string } | undefined;
  /** An organization that cannot be chosen. */
  except?: string;
}

/** A list of organizations; a text field for the name if there are too many. */
export function OrganizationField({ choices, none, current, except, ...field }: OrganizationFieldProps) {
  if (choices.total > choices.items.length) {
    return <TextField {...field} hint="The full name or the id" value={current?.name} />;
  }
  return (
    <SelectField
      {...field}
      value={current?.id}
      options={[
        ...(none === undefined ? [] : [{ value: '', label: none }]),
        ...choices.items
          .filter(({ id }) => id !== except)
          .map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
