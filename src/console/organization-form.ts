import { IsOptional, IsString, MaxLength } from 'class-validator';

export class OrganizationForm {
  @MaxLength(320, { message: 'The name can have at most 320 characters' })
  @IsString({ message: "Enter the organization's name" })
  name: string;

  /** An id, or a name if there are too many for a list; blank for the top level. */
  @IsOptional()
  @MaxLength(320, { message: 'The name can have at most 320 characters' })
  @IsString()
  parentId?: string;

  @IsOptional()
  @IsString()
  version?: string;
}
