import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { CLIENT_LENGTH } from '../platform/http/client-product.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { SEARCH_LENGTH, type EventQuery } from '../provisioning/log/event-filters.js';
import {
  CODE_LENGTH,
  OPERATIONS,
  type Operation,
  type Outcome,
  type ResourceName,
} from '../provisioning/log/provisioning-event.entity.js';
import { readForm, type FormFields } from './form.js';
import { DAY_MS, DayField, LogFilters, windowOf } from './log-filters.js';

class EventFilters extends LogFilters {
  @IsOptional()
  @IsIn(['success', 'failure'], { message: 'Choose an outcome from the list' })
  outcome?: Outcome;

  @IsOptional()
  @IsIn(OPERATIONS, { message: 'Choose an operation from the list' })
  operation?: Operation;

  @IsOptional()
  @IsIn(['User', 'Group'], { message: 'Choose users or groups' })
  type?: ResourceName;

  @IsOptional()
  @IsString()
  @MaxLength(64, { message: 'An id can have at most 64 characters' })
  id?: string;

  @IsOptional()
  @IsString()
  @MaxLength(SEARCH_LENGTH, { message: `A search can have at most ${SEARCH_LENGTH} characters` })
  search?: string;

  @IsOptional()
  @IsString()
  @MaxLength(NAME_LENGTH, { message: `A user name can have at most ${NAME_LENGTH} characters` })
  user?: string;

  @IsOptional()
  @IsString()
  @MaxLength(CODE_LENGTH, { message: 'Choose a reason from the list' })
  code?: string;

  @IsOptional()
  @IsUUID('all', { message: 'Enter the id of an event, as its details show it' })
  cause?: string;

  @IsOptional()
  @IsString()
  @MaxLength(CLIENT_LENGTH, { message: 'Choose a client from the list' })
  client?: string;
}

/** The events that a query asks for. Throws `invalid` for an invalid filter. */
export async function eventQueryOf(fields: FormFields): Promise<EventQuery> {
  const filters = await readForm(EventFilters, fields);
  const { outcome, operation, type, id, search, user, code, cause, client, ...window } = filters;
  return {
    outcome,
    operation,
    search: search?.trim(),
    user: user?.trim(),
    code,
    cause,
    client: client?.trim(),
    // An id is more specific than a type.
    resource: id?.trim() ?? type,
    ...windowOf(window),
  };
}

class CausesFilters {
  @IsOptional()
  @DayField()
  since?: number;
}

const DAYS = 7;

/**
 * The start of the period of the failures: the given day, or the beginning of the day 7 days ago. Starting with a whole day lets
 * the log show the same period. Throws `invalid` for a day that does not exist.
 */
export async function causesSince(fields: FormFields): Promise<Date> {
  const { since } = await readForm(CausesFilters, fields);
  return new Date(since ?? (Math.floor(Date.now() / DAY_MS) - DAYS) * DAY_MS);
}
