import type { OrganizationChoices } from '../organization-choices.service.js';
import { SelectField, TextField } from './fields.js';

interface OrganizationFieldProps {
  name: string;
  label: string;
  choices: OrganizationChoices;
  /** What stands for no organization; without it, one has to be chosen. */
  none?: string;
  /** What is chosen at first. */
  current?: { id: string; name: string } | undefined;
  /** One that cannot be chosen. */
  except?: string;
}

/** A choice of one organization; where there are too many to choose from, a field for its name. */
export function OrganizationField({ choices, none, current, except, ...field }: OrganizationFieldProps) {
  if (choices.total > choices.items.length) {
    return <TextField {...field} hint="The whole name, or the id" value={current?.name} />;
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
