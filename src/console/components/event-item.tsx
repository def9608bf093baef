import type { RefusedValue } from '../../provisioning/log/event-subject.js';
import type { ReadEvent } from '../../provisioning/log/provisioning-log.service.js';
import type { EventSubject } from '../event-subjects.service.js';
import { Changes } from './changes.js';
import { Instant } from './instant.js';
import { Badge, Facts } from './panel.js';

interface EventItemProps {
  event: ReadEvent;
  action: string;
  /** What the event is about; undefined if it was deleted or the reader may not see it. */
  subject: EventSubject | undefined;
  /** Whether values are masked. The reader can unmask them by giving a reason. */
  isMasked?: boolean;
  /** Whether the details are shown at once. */
  isOpen?: boolean;
}

/** One event in words, with advice, and all details in a collapsed section. */
export function EventItem({ event, action, subject, isMasked = false, isOpen = false }: EventItemProps) {
  const { outcome, time, reading, advice } = event;
  const name = event.subject?.name ?? null;
  return (
    <li class={`event ${outcome}`}>
      <p class="event-head">
        <EventBadge event={event} /> <Instant at={time} />
        {subject && (
          <a href={subject.href}>
            <span class="hidden-text">About </span>
            {subject.name}
          </a>
        )}
        {!subject && name !== null && <span>{name}</span>}
      </p>
      <p class="event-reading">{reading}</p>
      {advice !== null && <p class="event-advice">{advice}</p>}
      <details open={isOpen}>
        <summary>
          Details<span class="hidden-text"> of: {reading}</span>
        </summary>
        <EventDetails event={event} action={action} />
        {isMasked && <a href={`${action}/${event.id}/unmask`}>Show unmasked</a>}
      </details>
    </li>
  );
}

function EventBadge({ event: { outcome, status, advice } }: { event: ReadEvent }) {
  if (outcome === 'success') {
    return advice === null ? (
      <Badge tone="good">Done</Badge>
    ) : (
      <Badge tone="attention">Done with a warning</Badge>
    );
  }
  return <Badge tone="bad">{status >= 500 ? 'Failed' : 'Refused'}</Badge>;
}

function EventDetails({ event, action }: { event: ReadEvent; action: string }) {
  const { id, actor, client, operation, resourceType, resourceId, status, detail, durationMs, changes } =
    event;
  return (
    <>
      {changes.length > 0 && <Changes changes={changes} />}
      <Facts
        facts={[
          ...(detail === null ? [] : [{ name: 'Answer to the client', value: detail }]),
          ...(event.refused === null ? [] : [{ name: 'Refused', value: <Refused {...event.refused} /> }]),
          ...(event.subject?.name ? [{ name: 'Name at that time', value: event.subject.name }] : []),
          {
            name: 'Resource',
            value: <Resource type={resourceType} id={resourceId} action={action} />,
          },
          { name: 'Operation', value: `${operation}, status ${status}, ${durationMs} ms` },
          { name: 'Login', value: actor },
          ...(client === null ? [] : [{ name: 'Client', value: client }]),
          {
            name: 'Event id',
            value: (
              <a href={`${action}/${id}`}>
                <code>{id}</code>
              </a>
            ),
          },
        ]}
      />
    </>
  );
}

function Refused({ attribute, value, takenBy }: RefusedValue) {
  return (
    <>
      <span class="change-path">{attribute}</span>
      {value !== null && <> “{value}”</>}
      {takenBy && <>, which {takenBy.name} has</>}
    </>
  );
}

function Resource({ type, id, action }: { type: string | null; id: string | null; action: string }) {
  if (id === null) return <>{type ?? 'none'}</>;
  return (
    <>
      {type} <a href={`${action}?id=${encodeURIComponent(id)}`}>{id}</a>
    </>
  );
}
