import { Get, Param } from '@nestjs/common';
import { Client } from '../common/http/client.js';
import type { Waiter } from '../common/waiter.js';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { MembershipsService } from '../groups/memberships.service.js';
import { UsersService } from '../users/users.service.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { ListQuery, ROWS_A_PAGE } from './list-query.js';
import { PeoplePage } from './pages/people-page.js';
import { PersonPage } from './pages/person-page.js';
import type { WebPage } from './web-page.js';

/** The people of the administrator's account. */
@AdminPages('people')
export class PeopleController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
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
    const found = await this.unitOfWork.search(accountId, (tx) => this.users.page(tx, window), client);
    return {
      title: 'People',
      lead: 'Everybody in your account, in the order of their user names.',
      body: <PeoplePage fields={fields} {...window} {...found} />,
    };
  }

  @Get(':id')
  async show(@CurrentUser() principal: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    const { user, groups } = await this.unitOfWork.read(principal.accountId, async (tx) => ({
      user: await this.users.get(tx, id),
      groups: (await this.memberships.ofUsers(tx, [id])).get(id) ?? [],
    }));
    return {
      title: user.displayName ?? user.userName,
      under: '/people',
      body: <PersonPage user={user} groups={groups} scimEnabled={principal.scimEnabled} />,
    };
  }
}
