import type { ReadEvent } from '../../provisioning/log/provisioning-log.service.js';
import type { EventSubject } from '../event-subjects.service.js';
import { MASK } from '../../support/masking.js';
import { addressWith } from '../list-query.js';
import { EventItem } from './event-item.js';

interface EventPageProps {
  event: ReadEvent;
  /** The address of the log. */
  action: string;
  subject?: EventSubject | undefined;
  isMasked?: boolean;
}

/** One event with all that the log says of it, and links to the others about the same. */
export function OneEvent({ event, action, subject, isMasked = false }: EventPageProps) {
  const { subject: about, code, outcome } = event;
  const hasCause = code !== null || outcome === 'failure';
  const id = about?.id ?? null;
  const filters = id === null ? { search: about?.name ?? '' } : { id };
  return (
    <>
      <ol class="events">
        <EventItem
          event={event}
          action={action}
          subject={subject}
          isMasked={isMasked && JSON.stringify(event).includes(MASK)}
          isOpen
        />
      </ol>
      <ul class="plain stack">
        {about && (
          <li>
            <a href={addressWith(action, new Map(), filters)}>
              Show all events about {about.name ?? 'the same resource'}
            </a>
          </li>
        )}
        {hasCause && (
          <li>
            <a href={addressWith(action, new Map(), { cause: event.id })}>Show all events with this cause</a>
          </li>
        )}
      </ul>
    </>
  );
}
