import { Injectable } from '@nestjs/common';
import { requireMatch } from '../../common/entity-tag.js';
import { ownedBy } from '../../provisioning/ownership/ownership-filter.js';
import { Owners } from '../../provisioning/ownership/ownership.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { StoredUser } from '../../users/user-fields.js';
import { UsersService } from '../../users/users.service.js';
import type { OwnedQuery } from './ownership.dto.js';
import {
  userDetailsResponse,
  userResponse,
  type UserDetailsResponse,
  type UserPageResponse,
} from './user-responses.dto.js';

/** Reads users for answers, with who manages them. */
@Injectable()
export class UserAnswers {
  constructor(
    private readonly users: UsersService,
    private readonly owners: Owners,
  ) {}

  /** The users that match, in a fixed number of statements. */
  async page(tx: AccountTransaction, query: OwnedQuery): Promise<UserPageResponse> {
    const { search, page, limit } = query;
    const { items, total } = await this.users.page(tx, { search, page, limit, also: ownedBy('User', query) });
    const owners = await this.owners.ofAll(tx, 'User', items);
    return { items: items.map((user) => userResponse(user, owners.get(user.id))), total, page, limit };
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<UserDetailsResponse> {
    return this.answer(tx, await this.users.get(tx, id));
  }

  /** The user, with its row locked. Throws `not-found`, and `stale` if it has another version. */
  async locked(tx: AccountTransaction, id: string, ifMatch: string | undefined): Promise<StoredUser> {
    const user = await this.users.get(tx, id, { lock: true });
    requireMatch(ifMatch, user.version);
    return user;
  }

  async answer(tx: AccountTransaction, user: StoredUser): Promise<UserDetailsResponse> {
    return userDetailsResponse(user, await this.owners.of(tx, 'User', user.id));
  }
}
