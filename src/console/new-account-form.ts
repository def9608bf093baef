import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

/** A customer to set up; the services that store it check names, the slug and the password further. */
export class NewAccountForm {
  @MaxLength(320, { message: 'The name has at most 320 characters' })
  @IsString({ message: 'Enter the name of the customer' })
  name: string;

  @IsOptional()
  @IsString()
  slug?: string;

  @IsOptional()
  @IsString()
  organization?: string;

  @IsString({ message: "Enter the administrator's login name" })
  username: string;

  @IsOptional()
  @IsString()
  password?: string;

  @IsIn(['on', 'off'], { message: 'Choose whether SCIM is on' })
  scim: 'on' | 'off';
}
