import type { Change } from '../../common/changes.js';
import type { SubjectNames } from '../../provisioning/log/event-subject.js';
import type { Operation, ResourceName } from '../../provisioning/log/provisioning-event.entity.js';

/** The event of a write for the provisioning log; the write fills it in. */
export interface Trail {
  operation: Operation;
  resourceType: ResourceName;
  resourceId: string | null;
  /** A warning about the success, and its stable code. */
  detail: string | null;
  code: string | null;
  changes: readonly Change[];
  /** The names of the resource after the write. */
  subject: SubjectNames | null;
}
