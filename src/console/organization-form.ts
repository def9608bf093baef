import { IsOptional, IsString, MaxLength } from 'class-validator';

/** An organization to add or to change. */
export class OrganizationForm {
  @MaxLength(320, { message: 'The name has at most 320 characters' })
  @IsString({ message: 'Enter the name of the organization' })
  name: string;

  /** An id, or the name where there are too many to choose from; blank for one at the top. */
  @IsOptional()
  @MaxLength(320, { message: 'The name has at most 320 characters' })
  @IsString()
  parentId?: string;

  @IsOptional()
  @IsString()
  version?: string;
}
