import type { LogKey } from '../../platform/database/keyed-log.js';
import type { LogWindow } from '../../platform/database/log-rows.js';
import type { ColumnName, Columns } from '../../platform/database/sql/columns.js';
import { equal, not, present, type Where } from '../../platform/database/sql/predicate.js';
import {
  EVENTS_BY_CLIENT,
  EVENTS_BY_CODE,
  EVENTS_BY_OPERATION,
  EVENTS_BY_OUTCOME,
  EVENTS_BY_RESOURCE,
  EVENTS_BY_TYPE,
  type Operation,
  type Outcome,
  type ProvisioningEvent,
} from './provisioning-event.entity.js';
import { samePart } from './refused-part.js';

/** The longest text to search for, in characters. */
export const SEARCH_LENGTH = 200;

/** Which events a reader asks for. An index serves each filter. */
export interface EventQuery extends LogWindow {
  outcome?: Outcome | undefined;
  operation?: Operation | undefined;
  /** `User`, `Group`, or the id of one resource. */
  resource?: string | undefined;
  /** The stable code of a refusal or a warning. */
  code?: string | undefined;
  /** The id of an event: those of the same cause. */
  cause?: string | undefined;
  /** The product that the client names in its `User-Agent`. */
  client?: string | undefined;
  /** The id or the user name of a user. */
  user?: string | undefined;
  /** A name, an e-mail address, an external id, an id, or part of a text: see `EventSearch`. */
  search?: string | undefined;
  /**
   * For readers who see some values masked: only names are searched for the text, so that masked values
   * cannot be guessed.
   */
  isMasked?: boolean | undefined;
}

/**
 * The filters except `cause`, `user`, `search` and the window. Those that usually match few events come
 * first.
 */
export function keysOfFilters({
  outcome,
  operation,
  resource,
  code,
  client,
}: EventQuery): LogKey<ProvisioningEvent>[] {
  const type = resource === 'User' || resource === 'Group' ? resource : undefined;
  const isRefusal = outcome === 'failure';
  return [
    ...key('resourceId', type ? undefined : resource, EVENTS_BY_RESOURCE),
    ...key('code', code, EVENTS_BY_CODE),
    ...key('outcome', isRefusal ? outcome : undefined, EVENTS_BY_OUTCOME),
    ...key('operation', operation, EVENTS_BY_OPERATION),
    ...key('client', client, EVENTS_BY_CLIENT),
    ...key('resourceType', type, EVENTS_BY_TYPE),
    ...key('outcome', isRefusal ? undefined : outcome, EVENTS_BY_OUTCOME),
  ];
}

/** The columns of an event that decide which other events have the same cause. */
export const CAUSE_OF_EVENT = ['outcome', 'status', 'code', 'refused'] as const;

/**
 * The events with the same cause as one event, as `FailureCauses` groups them: with the same code (without
 * one, the same status) and the same refused part. An index finds the events with the code, or all failures;
 * the conditions select among them.
 */
export function keysOfCause(event: Pick<ProvisioningEvent, (typeof CAUSE_OF_EVENT)[number]>): {
  keys: LogKey<ProvisioningEvent>[];
  conditions: Where<ProvisioningEvent>[];
} {
  const { outcome, status, code } = event;
  const ofOutcome = key('outcome', outcome, EVENTS_BY_OUTCOME);
  if (code === null) return { keys: ofOutcome, conditions: [not(present('code')), equal('status', status)] };
  return { keys: [...key('code', code, EVENTS_BY_CODE), ...ofOutcome], conditions: samePart(event) };
}

function key<C extends ColumnName<ProvisioningEvent>>(
  column: C,
  value: Columns<ProvisioningEvent>[C] | undefined,
  index: string,
): LogKey<ProvisioningEvent>[] {
  return value === undefined ? [] : [{ where: equal(column, value), index }];
}
