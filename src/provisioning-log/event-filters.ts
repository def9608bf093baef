import { ofWindow, type LogWindow } from '../platform/database/log-rows.js';
import { equal, type Where } from '../platform/database/sql/predicate.js';
import type { Operation, Outcome, ProvisioningEvent } from './provisioning-event.entity.js';

/** The longest text to search for, in characters. */
export const SEARCH_LENGTH = 200;

/** Which events a reader asks for. An index leads to the events of each filter. */
export interface EventQuery extends LogWindow {
  outcome?: Outcome | undefined;
  operation?: Operation | undefined;
  /** `User`, `Group`, or the id of one resource. */
  resource?: string | undefined;
  /** The stable code of a refusal or a warning. */
  code?: string | undefined;
  /** The product that the client names in its `User-Agent`. */
  client?: string | undefined;
  /** The id or the user name of a user. */
  user?: string | undefined;
  /** A name, an e-mail address, an external id, an id, or part of a text: see `EventSearch`. */
  search?: string | undefined;
  /** For readers who see some values masked: a text is searched for in names only, so that it cannot be guessed. */
  isMasked?: boolean | undefined;
}

/** The conditions of all filters but `user` and `search`. */
export function filtersOf(query: EventQuery): Where<ProvisioningEvent>[] {
  const { outcome, operation, resource, code, client } = query;
  return [
    ...(outcome === undefined ? [] : [equal('outcome', outcome)]),
    ...(operation === undefined ? [] : [equal('operation', operation)]),
    ...(resource === undefined ? [] : [ofResource(resource)]),
    ...(code === undefined ? [] : [equal('code', code)]),
    ...(client === undefined ? [] : [equal('client', client)]),
    ...ofWindow(query),
  ];
}

const ofResource = (resource: string): Where<ProvisioningEvent> =>
  resource === 'User' || resource === 'Group'
    ? equal('resourceType', resource)
    : equal('resourceId', resource);
