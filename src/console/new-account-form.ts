import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth/passwords/password-length.js';
import { CHOOSE_LONG_ENOUGH } from './new-password.js';

/** A customer to set up. The services that store it validate the names and the slug further. */
export class NewAccountForm {
  @MaxLength(320, { message: 'The name can have at most 320 characters' })
  @IsString({ message: "Enter the customer's name" })
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
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, {
    message: `${CHOOSE_LONG_ENOUGH}, or leave it blank`,
  })
  password?: string;

  @IsIn(['on', 'off'], { message: 'Choose whether SCIM is on or off' })
  scim: 'on' | 'off';
}
