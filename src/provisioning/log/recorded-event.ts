import type { Change } from '../../common/changes.js';
import type { EventSubject, RefusedValue, SubjectNames } from './event-subject.js';
import type { Operation, Outcome, ResourceName } from './provisioning-event.entity.js';

/** An event to record. */
export interface NewEvent {
  /** Generated if omitted. */
  id?: string;
  /** When it happened (ISO 8601); now if omitted. */
  time?: string;
  actor: string;
  operation: Operation;
  resourceType: ResourceName | null;
  resourceId: string | null;
  outcome: Outcome;
  status: number;
  detail: string | null;
  /** The stable code of the refusal or warning. */
  code: string | null;
  durationMs: number;
  /** How many requests it stands for; 1 if omitted. */
  count?: number;
  /** The product that the client names in its `User-Agent`; null if it names none. */
  client: string | null;
  changes: readonly Change[];
  /** The names of the user or the group that it is about, if they are known. */
  subject?: SubjectNames | null;
  /** The value that was refused, if the refusal knows it. */
  refused?: RefusedValue | null;
}

/** A recorded event. */
export type RecordedEvent = Omit<NewEvent, 'subject' | 'refused' | 'time' | 'id'> & {
  id: string;
  time: string;
  count: number;
  /** Null if it is not about a user or a group. */
  subject: EventSubject | null;
  refused: RefusedValue | null;
};
