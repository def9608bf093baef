import { Get, Param, Post } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Client } from '../platform/http/client.js';
import type { Waiter } from '../common/waiter.js';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { typedGroupName } from '../groups/group-name.js';
import { GroupsService } from '../groups/groups.service.js';
import { MembershipsService } from '../groups/memberships.service.js';
import { ownedBy } from '../ownership/ownership-filter.js';
import { Owners } from '../ownership/ownership.service.js';
import { AdminPages } from './console-pages.js';
import {
  Fields,
  NO_FIELDS,
  QueryFields,
  readForm,
  refusalOf,
  requireUnchanged,
  type FormFields,
  type FormRefusal,
} from './form.js';
import { ListQuery, OwnedListQuery, ROWS_A_PAGE } from './list-query.js';
import { GroupPage } from './pages/group-page.js';
import { GroupsPage } from './pages/groups-page.js';
import { Redirect, type WebPage } from './web-page.js';

class GroupForm {
  @MaxLength(320, { message: 'The name can have at most 320 characters' })
  @IsString({ message: "Enter the group's name" })
  displayName: string;

  /** The name that the user saw. The version would not do: it also changes with each push of members. */
  @IsOptional()
  @IsString()
  former?: string;
}

@AdminPages('groups')
export class GroupsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly memberships: MembershipsService,
    private readonly owners: Owners,
  ) {}

  @Get()
  async find(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    const query = await readForm(OwnedListQuery, fields);
    const { search, page } = query;
    const window = { search, page, limit: ROWS_A_PAGE };
    const read = async (tx: AccountTransaction) => {
      const groups = await this.groups.page(tx, { ...window, also: ownedBy('Group', query) });
      return { ...groups, owners: await this.owners.ofAll(tx, 'Group', groups.items) };
    };
    const found = await this.unitOfWork.search(accountId, read, client);
    return {
      title: 'Groups',
      lead: 'The groups of your account, sorted by name.',
      body: <GroupsPage fields={fields} {...window} {...found} />,
    };
  }

  @Get(':id')
  show(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
    @QueryFields() query: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    return this.groupPage(accountId, id, { query, client });
  }

  @Post(':id')
  async rename(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(GroupForm, fields);
      const displayName = typedGroupName(form.displayName);
      await this.unitOfWork.write(accountId, async (tx) => {
        const current = await this.groups.get(tx, id, { lock: true });
        requireUnchanged(form.former, current.displayName);
        await this.groups.update(tx.by(author), current, { ...current, displayName }, []);
      });
      return new Redirect(`/groups/${id}`, { text: `The group is now called ${displayName}.` });
    } catch (error) {
      return this.groupPage(accountId, id, { query: NO_FIELDS, fields, refusal: refusalOf(error) });
    }
  }

  /** Throws `not-found`. */
  private async groupPage(
    accountId: string,
    id: string,
    {
      query,
      client,
      ...form
    }: { query: FormFields; client?: Waiter; fields?: FormFields; refusal?: FormRefusal },
  ): Promise<WebPage> {
    const { search, page } = await readForm(ListQuery, query);
    const window = { page, limit: ROWS_A_PAGE };
    const read = async (tx: AccountTransaction) => ({
      group: await this.groups.get(tx, id),
      members: await this.memberships.page(tx, id, { search, ...window }),
      ownership: await this.owners.of(tx, 'Group', id),
    });
    const found = await this.unitOfWork.search(accountId, read, client);
    return {
      title: found.group.displayName,
      refusal: form.refusal,
      body: <GroupPage query={query} {...found} {...window} {...form} />,
    };
  }
}
