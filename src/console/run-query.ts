import { IsOptional, IsUUID } from 'class-validator';
import { PageNumber } from './list-query.js';

/** Which part of a list of runs or changes a page shows. */
export class RunQuery {
  @IsOptional()
  @IsUUID('all', { message: 'This page does not exist' })
  cursor?: string;
}

/** Which part of what a run has done its page shows. */
export class RunPageQuery extends RunQuery {
  /** Which page of the moved expense reports. */
  @PageNumber()
  reports: number = 1;
}
