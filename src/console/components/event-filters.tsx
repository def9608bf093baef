import { EXPLANATIONS } from '../../provisioning/log/explanations.js';
import { sentence } from '../../provisioning/log/explanation.js';
import { OPERATIONS } from '../../provisioning/log/provisioning-event.entity.js';
import type { FormFields, FormRefusal } from '../form.js';
import { SelectField, TextField } from './fields.js';
import { FilterForm } from './form.js';

interface EventFiltersProps {
  action: string;
  fields: FormFields;
  refusal: FormRefusal | undefined;
}

/** The search and the filters of the provisioning log; rarely used ones are collapsed unless one of them is set. */
export function EventFilters({ action, fields, refusal }: EventFiltersProps) {
  const isOpen = RARE.some((name) => (fields.get(name) ?? '') !== '');
  return (
    <FilterForm action={action} label="Filter the log" fields={fields} refusal={refusal}>
      <div class="whole-row">
        <TextField name="search" label="Name, e-mail, id or text" type="search" />
      </div>
      <SelectField name="outcome" label="Outcome" options={OUTCOME_OPTIONS} />
      <SelectField name="code" label="Reason" options={CODE_OPTIONS} />
      <TextField name="since" label="Since" type="date" />
      <TextField name="until" label="Until" type="date" />
      <details class="more-filters whole-row" open={isOpen}>
        <summary>More filters</summary>
        <div class="filters">
          <SelectField name="operation" label="Operation" options={OPERATION_OPTIONS} />
          <SelectField name="type" label="Users or groups" options={TYPE_OPTIONS} />
          <TextField name="user" label="User name or id" type="search" />
          <TextField name="id" label="Resource id" type="search" />
          <TextField name="cause" label="Same cause as event (id)" type="search" />
          <TextField name="client" label="Client" type="search" />
        </div>
      </details>
    </FilterForm>
  );
}

const RARE = ['operation', 'type', 'user', 'id', 'cause', 'client'];

const OUTCOME_OPTIONS = [
  { value: '', label: 'All' },
  { value: 'failure', label: 'Refused or failed' },
  { value: 'success', label: 'Done' },
];

/** The codes in words: `user-name-taken` is "User name taken". */
const CODE_OPTIONS = [
  { value: '', label: 'All' },
  ...Object.keys(EXPLANATIONS)
    .toSorted()
    .map((code) => ({ value: code, label: sentence(code.replaceAll('-', ' ')) })),
];

const OPERATION_OPTIONS = [
  { value: '', label: 'All' },
  ...OPERATIONS.map((operation) => ({ value: operation, label: operation })),
];

const TYPE_OPTIONS = [
  { value: '', label: 'Both' },
  { value: 'User', label: 'Users' },
  { value: 'Group', label: 'Groups' },
];
