import type { ReadEvent } from '../../provisioning/log/provisioning-log.service.js';
import type { EventSubjects } from '../event-subjects.service.js';
import type { FormFields, FormRefusal } from '../form.js';
import { MASK } from '../../support/masking.js';
import { addressWith } from '../list-query.js';
import { CursorPages } from './cursor-pages.js';
import { EventFilters } from './event-filters.js';
import { EventItem } from './event-item.js';
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
      <EventFilters action={action} fields={fields} refusal={refusal} />
      <p class="actions">
        <a href={`${action}/causes`}>Failures by cause</a>
        <a href={addressWith(`${action}/events.csv`, fields, { cursor: '' })}>Download as CSV</a>
      </p>
      {items.length === 0 ? (
        <Empty>
          <p>{refusal ? 'Correct the filters above to see events.' : emptyText(fields, nextCursor)}</p>
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

function emptyText(fields: FormFields, nextCursor: string | null): string {
  if (nextCursor !== null) return 'No events in this part of the log match. Look at older events.';
  return [...fields.values()].some((value) => value !== '')
    ? 'No events match these filters.'
    : 'No activity yet. Changes made by your identity provider will appear here.';
}
