import { Get, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { Client } from '../platform/http/client.js';
import type { Waiter } from '../common/waiter.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { typedOrganizationName } from '../organizations/organization-name.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { AdminPages } from './console-pages.js';
import {
  Fields,
  NO_FIELDS,
  QueryFields,
  readForm,
  refusalOf,
  type FormFields,
  type FormRefusal,
} from './form.js';
import { ListQuery, ROWS_A_PAGE } from './list-query.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { OrganizationForm } from './organization-form.js';
import { OrganizationsPage } from './pages/organizations-page.js';
import { Redirect, type WebPage } from './web-page.js';

@AdminPages('organizations')
export class OrganizationsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly organizations: OrganizationsService,
    private readonly chooser: OrganizationChooser,
  ) {}

  @Get()
  find(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() query: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    return this.list(accountId, { query, client });
  }

  @Post()
  async add(@CurrentCaller() caller: UserCaller, @Fields() fields: FormFields): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(OrganizationForm, fields);
      const name = typedOrganizationName(form.name);
      const { id } = await this.unitOfWork.write(caller.accountId, async (tx) => {
        const parentId = (await this.chooser.chosen(tx, form.parentId, 'parentId')) ?? null;
        return this.organizations.create(tx.by(caller.author), { name, parentId });
      });
      return new Redirect(`/organizations/${id}`, { text: `The organization ${name} has been added.` });
    } catch (error) {
      return this.list(caller.accountId, { query: NO_FIELDS, fields, refusal: refusalOf(error) });
    }
  }

  private async list(
    accountId: string,
    {
      query,
      client,
      ...form
    }: { query: FormFields; client?: Waiter; fields?: FormFields; refusal?: FormRefusal },
  ): Promise<WebPage> {
    const { search, page } = await readForm(ListQuery, query);
    const window = { search, page, limit: ROWS_A_PAGE };
    const read = async (tx: AccountTransaction) => {
      const found = await this.organizations.page(tx, window);
      const parentIds = found.items.flatMap(({ parentId }) => parentId ?? []);
      return {
        found,
        parents: await this.organizations.namesOf(tx, parentIds),
        choices: await this.chooser.choices(tx),
      };
    };
    const shown = await this.unitOfWork.search(accountId, read, client);
    return {
      title: 'Organizations',
      lead: 'The legal entities of your account. Each person belongs to one of them.',
      refusal: form.refusal,
      body: <OrganizationsPage query={query} page={page} limit={ROWS_A_PAGE} {...shown} {...form} />,
    };
  }
}
