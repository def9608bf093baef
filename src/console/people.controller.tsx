import { Get, Param, Post } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { Client } from '../platform/http/client.js';
import type { Page } from '../common/page.js';
import type { Waiter } from '../common/waiter.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { shownName } from '../users/shown-name.js';
import type { StoredUser } from '../users/user-fields.js';
import { ROLES, type Role } from '../users/user.entity.js';
import { USER_ORDERS, type UserOrder } from '../users/user-search.js';
import { UsersService } from '../users/users.service.js';
import { AdminPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { ListQuery, ROWS_A_PAGE } from './list-query.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { PeoplePage } from './pages/people-page.js';
import { PersonPage } from './pages/person-page.js';
import { PersonEditing } from './person-editing.service.js';
import { STATES, type State } from './person-form.js';
import { Redirect, type WebPage } from './web-page.js';

class PeopleQuery extends ListQuery {
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

const NOBODY: Page<StoredUser> = { items: [], total: 0 };

@AdminPages('people')
export class PeopleController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly organizations: OrganizationChooser,
    private readonly editing: PersonEditing,
  ) {}

  @Get()
  async find(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    const list = (found: Page<StoredUser>, page: number, refusal?: FormRefusal) =>
      this.unitOfWork.read(accountId, async (tx) =>
        listPage({
          fields,
          refusal,
          found,
          page,
          limit: ROWS_A_PAGE,
          organizations: await this.organizations.choices(tx),
        }),
      );
    try {
      const query = await readForm(PeopleQuery, fields);
      const found = await this.unitOfWork.search(accountId, (tx) => this.page(tx, query), client);
      return await list(found, query.page);
    } catch (error) {
      return list(NOBODY, 1, refusalOf(error));
    }
  }

  @Get(':id')
  show(@CurrentUser() caller: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return this.personPage(caller, id);
  }

  @Post(':id')
  async change(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const user = await this.unitOfWork.write(caller.accountId, (tx) =>
        this.editing.change(tx.by(caller.author), caller, { id, fields }),
      );
      return new Redirect(`/people/${id}`, { text: `${shownName(user)} has been saved.` });
    } catch (error) {
      return this.personPage(caller, id, { fields, refusal: refusalOf(error) });
    }
  }

  private async page(tx: AccountTransaction, query: PeopleQuery): Promise<Page<StoredUser>> {
    const { search, state, role, page, sort } = query;
    return this.users.page(tx, {
      search,
      active: state && state === 'active',
      role,
      organizationId: await this.organizations.chosen(tx, query.organization, 'organization'),
      order: sort,
      page,
      limit: ROWS_A_PAGE,
    });
  }

  /** Throws `not-found`. */
  private async personPage(
    { accountId, scimEnabled }: UserPrincipal,
    id: string,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const found = await this.unitOfWork.read(accountId, (tx) => this.editing.view(tx, id));
    return {
      title: shownName(found.user),
      refusal: form.refusal,
      body: <PersonPage {...found} scimEnabled={scimEnabled} {...form} />,
    };
  }
}

function listPage(props: Parameters<typeof PeoplePage>[0]): WebPage {
  return {
    title: 'People',
    lead: 'Everybody in your account. You can search by name, e-mail address, employee number, department and external id.',
    refusal: props.refusal,
    body: <PeoplePage {...props} />,
  };
}
