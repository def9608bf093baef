import { Injectable } from '@nestjs/common';
import type { Page } from '../common/page.js';
import { GroupsService, type StoredGroup } from '../groups/groups.service.js';
import { MembershipsService, type ShownMember } from '../groups/memberships.service.js';
import { ManagedLock } from '../provisioning/ownership/managed-lock.service.js';
import { ownedBy } from '../provisioning/ownership/ownership-filter.js';
import { Owners, type Ownership } from '../provisioning/ownership/ownership.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { ROWS_A_PAGE, type OwnedListQuery } from './list-query.js';

/** What the page of a group shows. */
export interface GroupView {
  group: StoredGroup;
  members: Page<ShownMember>;
  ownership: Ownership;
  /** Whether only the identity provider may change the group. */
  isLocked: boolean;
}

/** Reads the groups that a list shows, and the page of one. */
@Injectable()
export class GroupLists {
  constructor(
    private readonly groups: GroupsService,
    private readonly memberships: MembershipsService,
    private readonly owners: Owners,
    private readonly lock: ManagedLock,
  ) {}

  async page(
    tx: AccountTransaction,
    query: OwnedListQuery,
  ): Promise<Page<StoredGroup> & { owners: ReadonlyMap<string, Ownership> }> {
    const { search, page } = query;
    const window = { search: search ?? '', page, limit: ROWS_A_PAGE };
    const found = await this.groups.page(tx, { ...window, also: ownedBy('Group', query) });
    return { ...found, owners: await this.owners.ofAll(tx, 'Group', found.items) };
  }

  /** Throws `not-found`. */
  async view(
    tx: AccountTransaction,
    id: string,
    { search, page }: { search: string | undefined; page: number },
  ): Promise<GroupView> {
    const group = await this.groups.get(tx, id);
    return {
      group,
      members: await this.memberships.page(tx, group, { search, page, limit: ROWS_A_PAGE }),
      ...(await this.lock.stateOf(tx, 'Group', id)),
    };
  }
}
