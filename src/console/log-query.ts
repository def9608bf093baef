import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  OPERATIONS,
  type Operation,
  type Outcome,
  type ResourceName,
} from '../provisioning-log/provisioning-event.entity.js';
import type { EventQuery } from '../provisioning-log/provisioning-log.service.js';
import { readForm, type FormFields } from './form.js';
import { LogFilters, windowOf } from './log-filters.js';

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
}

/** The events that a query asks for. Throws `invalid` for an invalid filter. */
export async function eventQueryOf(fields: FormFields): Promise<EventQuery> {
  const { outcome, operation, type, id, ...window } = await readForm(EventFilters, fields);
  return {
    outcome,
    operation,
    // An id is more specific than a type.
    resource: id?.trim() ?? type,
    ...windowOf(window),
  };
}
