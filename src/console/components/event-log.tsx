import type { ReadEvent } from '../../provisioning-log/provisioning-log.service.js';
import { OPERATIONS } from '../../provisioning-log/provisioning-event.entity.js';
import type { EventSubjects } from '../event-subjects.service.js';
import type { FormFields, FormRefusal } from '../form.js';
import { MASK } from '../../support/masking.js';
import { CursorPages } from './cursor-pages.js';
import { EventItem } from './event-item.js';
import { SelectField, TextField } from './fields.js';
import { FilterForm } from './form.js';
import { Empty } from './panel.js';

/** The events of one page, and the cursor of the next page. */
export interface EventPage {
  items: readonly ReadEvent[];
  nextCursor: string | null;
  /** Undefined if the reader may not see the people of the account. */
  subjects?: EventSubjects;
  /** Whether values are masked for the reader. */
  isMasked?: boolean;
}

export const NO_EVENTS: EventPage = { items: [], nextCursor: null };

interface EventLogProps {
  action: string;
  fields: FormFields;
  refusal?: FormRefusal;
  events: EventPage;
}

/** The provisioning log of an account: filters, a page of events, and links to other pages. */
export function EventLog({ action, fields, refusal, events }: EventLogProps) {
  const { items, nextCursor, subjects } = events;
  return (
    <>
      <Filters action={action} fields={fields} refusal={refusal} />
      {items.length === 0 ? (
        <Empty>
          <p>{refusal ? 'Correct the filters above to see events.' : emptyText(fields)}</p>
        </Empty>
      ) : (
        <ol class="events">
          {items.map((event) => (
            <EventItem
              key={event.id}
              event={event}
              action={action}
              subject={subjects?.get(event.resourceId ?? '')}
              isMasked={events.isMasked === true && JSON.stringify(event).includes(MASK)}
            />
          ))}
        </ol>
      )}
      <CursorPages what="events" action={action} fields={fields} nextCursor={nextCursor} />
    </>
  );
}

function Filters({
  action,
  fields,
  refusal,
}: Pick<EventLogProps, 'action' | 'fields'> & { refusal: FormRefusal | undefined }) {
  return (
    <FilterForm action={action} label="Filter the log" fields={fields} refusal={refusal}>
      <SelectField name="outcome" label="Outcome" options={OUTCOME_OPTIONS} />
      <SelectField name="operation" label="Operation" options={OPERATION_OPTIONS} />
      <SelectField name="type" label="Users or groups" options={TYPE_OPTIONS} />
      <TextField name="since" label="Since" type="date" />
      <TextField name="id" label="Resource id" type="search" />
    </FilterForm>
  );
}

const OUTCOME_OPTIONS = [
  { value: '', label: 'All' },
  { value: 'failure', label: 'Refused or failed' },
  { value: 'success', label: 'Done' },
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

const emptyText = (fields: FormFields) =>
  [...fields.values()].some((value) => value !== '')
    ? 'No events match these filters.'
    : 'No activity yet. Changes made by your identity provider will appear here.';
