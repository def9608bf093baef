import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { ROLES, type Role } from '../users/user.entity.js';
import { USER_ORDERS, type UserOrder } from '../users/user-search.js';
import { OwnedListQuery } from './list-query.js';
import { STATES, type State } from './person-form.js';

/** The filters of the list of people. */
export class PeopleQuery extends OwnedListQuery {
  @IsOptional()
  @IsIn(STATES, { message: 'Choose a state from the list' })
  state?: State;

  @IsOptional()
  @IsIn(ROLES, { message: 'Choose a role from the list' })
  role?: Role;

  @IsOptional()
  @MaxLength(320, { message: 'The organization can have at most 320 characters' })
  @IsString()
  organization?: string;

  @IsOptional()
  @IsIn(Object.keys(USER_ORDERS), { message: 'Choose an order from the list' })
  sort: UserOrder = 'name';
}
