import type { Change } from '../common/changes.js';
import type { Operation, Outcome, ResourceName } from './provisioning-event.entity.js';

/** What happened, as the one who did it tells it. */
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
  /** The stable name of the refusal, or of the warning. */
  code: string | null;
  durationMs: number;
  /** How many requests it stands for; one where it is left out. */
  count?: number;
  /** The product that the client names in its `User-Agent`; null where it names none. */
  client: string | null;
  changes: readonly Change[];
}

/** An event as it was recorded. */
export type RecordedEvent = NewEvent & { id: string; time: string; count: number };
