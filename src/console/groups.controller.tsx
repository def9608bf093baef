import { Get, Param } from '@nestjs/common';
import { Client } from '../common/http/client.js';
import type { Waiter } from '../common/waiter.js';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { GroupsService } from '../groups/groups.service.js';
import { MembershipsService } from '../groups/memberships.service.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { ListQuery, ROWS_A_PAGE } from './list-query.js';
import { GroupPage } from './pages/group-page.js';
import { GroupsPage } from './pages/groups-page.js';
import type { WebPage } from './web-page.js';

/** The groups of the administrator's account. */
@AdminPages('groups')
export class GroupsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly memberships: MembershipsService,
  ) {}

  @Get()
  async find(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    const { search, page } = await readForm(ListQuery, fields);
    const window = { search, page, limit: ROWS_A_PAGE };
    const found = await this.unitOfWork.search(accountId, (tx) => this.groups.page(tx, window), client);
    return {
      title: 'Groups',
      lead: 'The groups of your account, in the order of their names.',
      body: <GroupsPage fields={fields} {...window} {...found} />,
    };
  }

  @Get(':id')
  async show(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    const { page } = await readForm(ListQuery, fields);
    const window = { page, limit: ROWS_A_PAGE };
    const { group, members } = await this.unitOfWork.read(accountId, async (tx) => ({
      group: await this.groups.get(tx, id),
      members: await this.memberships.page(tx, id, window),
    }));
    return {
      title: group.displayName,
      under: '/groups',
      body: <GroupPage group={group} members={members} {...window} />,
    };
  }
}
