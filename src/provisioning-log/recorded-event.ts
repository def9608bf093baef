import type { Change } from '../common/changes.js';
import type { Operation, Outcome, ResourceName } from './provisioning-event.entity.js';

/** An event to record. */
export interface NewEvent {
  /** A new one if it is left out. */
  id?: string;
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
}

/** A recorded event. */
export type RecordedEvent = NewEvent & { id: string; time: string; count: number };
