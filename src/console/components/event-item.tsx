import type { ReadChange } from '../../provisioning/change.js';
import type { ReadEvent } from '../../provisioning/provisioning-log.service.js';
import type { EventSubject } from '../event-subjects.service.js';
import { Instant } from './instant.js';
import { Badge, Facts } from './panel.js';

interface EventItemProps {
  event: ReadEvent;
  /** The path of the log. */
  action: string;
  /** Whom or what it is about, where that is still there and may be seen. */
  subject: EventSubject | undefined;
}

/** One event in words, with what to do, and all that is known of it behind a fold. */
export function EventItem({ event, action, subject }: EventItemProps) {
  const { outcome, time, reading, advice } = event;
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
      </p>
      <p class="event-reading">{reading}</p>
      {advice !== null && <p class="event-advice">{advice}</p>}
      <details>
        <summary>
          Details<span class="hidden-text"> of: {reading}</span>
        </summary>
        <EventDetails event={event} action={action} />
      </details>
    </li>
  );
}

function EventBadge({ event: { outcome, status, advice } }: { event: ReadEvent }) {
  if (outcome === 'success') {
    return advice === null ? (
      <Badge tone="good">Done</Badge>
    ) : (
      <Badge tone="attention">Done, look at it</Badge>
    );
  }
  return <Badge tone="bad">{status >= 500 ? 'Failed' : 'Refused'}</Badge>;
}

function EventDetails({ event, action }: { event: ReadEvent; action: string }) {
  const { id, actor, operation, resourceType, resourceId, status, detail, durationMs, changes } = event;
  return (
    <>
      {changes.length > 0 && <Changes changes={changes} />}
      <Facts
        facts={[
          ...(detail === null ? [] : [{ name: 'The client was told', value: detail }]),
          {
            name: 'Resource',
            value: <Resource type={resourceType} id={resourceId} action={action} />,
          },
          { name: 'Operation', value: `${operation}, status ${status}, ${durationMs} ms` },
          { name: 'Login', value: actor },
          { name: 'Event id', value: <code>{id}</code> },
        ]}
      />
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

function Changes({ changes }: { changes: readonly ReadChange[] }) {
  return (
    <ul class="changes">
      {changes.map((change) => (
        <li key={change.path}>
          <span class="change-path">{change.path.slice(change.path.lastIndexOf(':') + 1)}</span>{' '}
          <Sides change={change} />
        </li>
      ))}
    </ul>
  );
}

/** Without either side the value is a secret, or was too long to keep. */
function Sides({ change }: { change: ReadChange }) {
  if (change.old === null && change.new === null)
    return <span class="muted">changed; its value is not kept</span>;
  return (
    <>
      {change.old !== null && (
        <del>
          <span class="hidden-text">from </span>
          {shown(change.old)}
        </del>
      )}{' '}
      {change.new !== null && (
        <ins>
          <span class="hidden-text">to </span>
          {shown(change.new)}
        </ins>
      )}
    </>
  );
}

/** A value as people write it: without brackets and quotes. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${shown(part)}`)
    .join(', ');
}
