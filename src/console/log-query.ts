import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import {
  OPERATIONS,
  type Operation,
  type Outcome,
  type ResourceName,
} from '../provisioning/provisioning-event.entity.js';
import type { EventQuery } from '../provisioning/provisioning-log.service.js';
import { readForm, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';

/** The filters of the provisioning log's page. */
class LogQuery {
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

  @IsOptional()
  @Matches(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, {
    message: 'Enter a day as year-month-day, such as 2026-11-24',
  })
  since?: string;

  @IsOptional()
  @IsUUID(undefined, { message: 'The page you ask for is unknown: clear the filters' })
  cursor?: string;
}

/** Which events a page's query asks for. Throws `invalid` where a filter cannot be read. */
export async function eventQueryOf(fields: FormFields): Promise<EventQuery> {
  const { outcome, operation, type, id, since, cursor } = await readForm(LogQuery, fields);
  return {
    outcome,
    operation,
    // An id says more than its type.
    resource: id?.trim() ?? type,
    since: since === undefined ? undefined : `${since}T00:00:00.000Z`,
    cursor,
    limit: ROWS_A_PAGE,
  };
}
