import { IsOptional, IsUUID } from 'class-validator';

/** Which part of a list of runs or changes a page shows. */
export class RunQuery {
  @IsOptional()
  @IsUUID('all', { message: 'This page does not exist' })
  cursor?: string;
}
