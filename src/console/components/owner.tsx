import { managerLabel } from '../../provisioning/ownership/manager-label.js';
import type { Ownership } from '../../provisioning/ownership/ownership.service.js';
import { Ago } from './instant.js';

/** Who manages a resource, and when it was last seen, within a sentence. */
export function OwnedBy({ ownership: { managedBy, lastSeenAt } }: { ownership: Ownership }) {
  return (
    <>
      {managedBy ? <strong>{managerLabel(managedBy)}</strong> : 'your identity provider'}
      {lastSeenAt !== null && (
        <>
          , last seen <Ago at={lastSeenAt} />
        </>
      )}
    </>
  );
}

/** Filters of lists by who manages the resource. */
export const MANAGED_OPTIONS = [
  { value: '', label: 'All' },
  { value: 'managed', label: 'An identity provider' },
  { value: 'seen', label: 'Nobody, only looked up' },
  { value: 'local', label: 'Declaree, never looked up' },
];

/** The choices for how long ago an identity provider last saw a resource. */
export const UNSEEN_OPTIONS = [
  { value: '', label: 'Any time' },
  ...[1, 7, 30, 90, 365].map((days) => ({
    value: String(days),
    label: days === 1 ? 'More than a day ago' : `More than ${days} days ago`,
  })),
];
