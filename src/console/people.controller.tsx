import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { Client } from '../platform/http/client.js';
import type { Page } from '../common/page.js';
import type { Waiter } from '../common/waiter.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { shownName } from '../users/shown-name.js';
import { AdminPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { PeopleLists, type ListedPerson } from './people-lists.service.js';
import { PeopleQuery } from './people-query.js';
import { PeoplePage } from './pages/people-page.js';
import { PersonPage } from './pages/person-page.js';
import { PersonEditing } from './person-editing.service.js';
import { Redirect, type WebPage } from './web-page.js';

const NOBODY: Page<ListedPerson> = { items: [], total: 0 };

@AdminPages('people')
export class PeopleController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lists: PeopleLists,
    private readonly editing: PersonEditing,
  ) {}

  @Get()
  async find(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    const list = (found: Page<ListedPerson>, page: number, refusal?: FormRefusal) =>
      this.unitOfWork.read(accountId, async (tx) =>
        listPage({
          fields,
          refusal,
          found,
          page,
          limit: ROWS_A_PAGE,
          organizations: await this.lists.organizationChoices(tx),
        }),
      );
    try {
      const query = await readForm(PeopleQuery, fields);
      const found = await this.unitOfWork.search(accountId, (tx) => this.lists.page(tx, query), client);
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

  /** Throws `not-found`. */
  private async personPage(
    { accountId, scimEnabled, hasExpenses = false }: UserPrincipal,
    id: string,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const found = await this.unitOfWork.read(accountId, (tx) => this.editing.view(tx, id));
    return {
      title: shownName(found.user),
      refusal: form.refusal,
      body: <PersonPage {...found} {...{ scimEnabled, hasExpenses }} {...form} />,
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
