import { Injectable } from '@nestjs/common';
import { GroupsService } from '../groups/groups.service.js';
import { displayNameKey } from '../groups/group-name.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { equal } from '../platform/database/sql/predicate.js';
import { UsersService } from '../users/users.service.js';
import { noSuchGroup, noSuchPerson } from './refusals.js';

/** Lets people name a person or a group in a form. */
@Injectable()
export class PeopleChooser {
  constructor(
    private readonly users: UsersService,
    private readonly groups: GroupsService,
  ) {}

  /** The id of the user with the user name typed in the field. Throws `invalid`. */
  async person(tx: AccountTransaction, userName: string, field: string): Promise<string> {
    const id = await this.users.findId(tx, { externalId: null, userName: userName.trim() });
    if (id === undefined) throw noSuchPerson(userName, field);
    return id;
  }

  /** The id of the group with the name typed in the field. Throws `invalid`. */
  async group(tx: AccountTransaction, name: string, field: string): Promise<string> {
    const where = equal('displayNameKey', displayNameKey(name.trim()));
    const [found] = await this.groups.select(tx, { where, limit: 1 });
    if (!found) throw noSuchGroup(name, field);
    return found.id;
  }
}
