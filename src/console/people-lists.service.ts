import { Injectable } from '@nestjs/common';
import type { Page } from '../common/page.js';
import { ownedBy } from '../provisioning/ownership/ownership-filter.js';
import { Owners, UNSEEN, type Ownership } from '../provisioning/ownership/ownership.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { StoredUser } from '../users/user-fields.js';
import { UsersService } from '../users/users.service.js';
import { ROWS_A_PAGE } from './list-query.js';
import { OrganizationChooser } from './organization-choices.service.js';
import type { PeopleQuery } from './people-query.js';

/** A user of a list, and who manages it. */
export type ListedPerson = StoredUser & { ownership: Ownership };

/** Reads the people that a list shows. */
@Injectable()
export class PeopleLists {
  constructor(
    private readonly users: UsersService,
    private readonly organizations: OrganizationChooser,
    private readonly owners: Owners,
  ) {}

  /** Throws `invalid` for an unknown organization. */
  async page(tx: AccountTransaction, query: PeopleQuery): Promise<Page<ListedPerson>> {
    const { search, state, role, page, sort } = query;
    const { items, total } = await this.users.page(tx, {
      search,
      active: state && state === 'active',
      role,
      organizationId: await this.organizations.chosen(tx, query.organization, 'organization'),
      also: ownedBy('User', query),
      order: sort,
      page,
      limit: ROWS_A_PAGE,
    });
    const owners = await this.owners.ofAll(tx, 'User', items);
    return { items: items.map((user) => ({ ...user, ownership: owners.get(user.id) ?? UNSEEN })), total };
  }

  /** The organizations to choose from. */
  organizationChoices(tx: AccountTransaction) {
    return this.organizations.choices(tx);
  }
}
