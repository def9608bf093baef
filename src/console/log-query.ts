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

/** The filters of the provisioning log's page. */
class EventFilters extends LogFilters {
  @IsOptional()
  @IsIn(['success', 'failure'], { message: 'Choose an outcome of the list' })
  outcome?: Outcome;

  @IsOptional()
  @IsIn(OPERATIONS, { message: 'Choose an operation of the list' })
  operation?: Operation;

  @IsOptional()
  @IsIn(['User', 'Group'], { message: 'Choose users or groups' })
  type?: ResourceName;

  @IsOptional()
  @IsString()
  @MaxLength(64, { message: 'An id has at most 64 characters' })
  id?: string;
}

/** Which events a page's query asks for. Throws `invalid` where a filter cannot be read. */
export async function eventQueryOf(fields: FormFields): Promise<EventQuery> {
  const { outcome, operation, type, id, ...window } = await readForm(EventFilters, fields);
  return {
    outcome,
    operation,
    // An id says more than its type.
    resource: id?.trim() ?? type,
    ...windowOf(window),
  };
}
