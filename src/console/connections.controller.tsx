import { Get, Param, Post } from '@nestjs/common';
import { CurrentAuthor, CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { ClientList } from '../oauth/client-list.service.js';
import { endingSecrets } from '../oauth/ending-secrets.js';
import { OauthClientsService } from '../oauth/oauth-clients.service.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { EndingSecrets } from './components/ending-secrets.js';
import { NewConnectionForm, pastedKeySet } from './connection-form.js';
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
import { secretNotice } from './notice.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { ConnectionDetailsPage } from './pages/connection-details-page.js';
import { ConnectionsPage } from './pages/connections-page.js';
import { NewConnectionPage, purposeOf } from './pages/new-connection-page.js';
import { QuestionPage } from './pages/question-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** The OAuth connections of the account, with the values that each identity provider asks for. */
@AdminPages('connections')
export class ConnectionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: OauthClientsService,
    private readonly list: ClientList,
    private readonly organizations: OrganizationChooser,
  ) {}

  @Get()
  async show(@CurrentUser() user: UserPrincipal, @QueryFields() query: FormFields): Promise<WebPage> {
    const { page } = await readForm(ListQuery, query);
    const window = { page, limit: ROWS_A_PAGE };
    const found = await this.unitOfWork.read(user.accountId, async (tx) => ({
      ...(await this.list.page(tx, window)),
      ending: await endingSecrets(tx, new Date()),
    }));
    return {
      title: 'Connections',
      lead: 'Identity providers that log in with OAuth 2.0. A connection is not a user: it keeps working when the person who created it leaves.',
      body: (
        <>
          <EndingSecrets secrets={found.ending} />
          <ConnectionsPage clients={found.items} total={found.total} {...window} />
        </>
      ),
    };
  }

  @Get('new')
  showForm(@CurrentUser() user: UserPrincipal, @QueryFields() query: FormFields): Promise<WebPage> {
    return this.form(user, query.get('for'));
  }

  @Post()
  async create(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    const purpose = fields.get('for') ?? '';
    try {
      const sent = new Map([...fields].filter(([name]) => name !== 'for'));
      const { organizationId, jwks, ...input } = await readForm(NewConnectionForm, sent);
      const keySet = pastedKeySet(jwks);
      const { id, secret } = await this.unitOfWork.write(user.accountId, async (tx) => {
        const chosen = await this.organizations.chosen(tx, organizationId, 'organizationId');
        const organization = chosen ?? user.organizationId;
        return this.clients.create(tx.by(author), { ...input, jwks: keySet, organizationId: organization });
      });
      const text = 'The connection was created. Enter the values below in the identity provider.';
      return new Redirect(
        `/connections/${id}?for=${encodeURIComponent(purpose)}`,
        secret === undefined ? { text } : secretNotice(text, secret.secret),
      );
    } catch (error) {
      return this.form(user, purpose, { fields, refusal: refusalOf(error) });
    }
  }

  @Get(':id')
  async details(
    @CurrentUser() user: UserPrincipal,
    @PublicUrl() publicUrl: string,
    @Param('id') id: string,
    @QueryFields() query: FormFields,
  ): Promise<WebPage> {
    const client = await this.unitOfWork.read(user.accountId, (tx) => this.list.get(tx, id));
    const othersFirst = query.get('for')?.startsWith('other') ?? false;
    return {
      title: client.name,
      body: <ConnectionDetailsPage {...{ user, client, publicUrl, othersFirst }} />,
    };
  }

  @Get(':id/revoke')
  async confirm(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    const { name } = await this.unitOfWork.read(user.accountId, (tx) => this.clients.get(tx, id));
    return {
      title: `Revoke the connection "${name}"?`,
      body: (
        <QuestionPage
          title="This cannot be undone"
          action={`/connections/${id}/revoke`}
          submit="Revoke the connection"
          tone="danger"
          cancel={{ href: `/connections/${id}`, label: 'Keep it' }}
        >
          An identity provider that still uses it is locked out immediately, until you set up a new
          connection.
        </QuestionPage>
      ),
    };
  }

  @Post(':id/revoke')
  async revoke(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<Redirect> {
    await this.unitOfWork.write(user.accountId, (tx) => this.clients.revoke(tx.by(author), id));
    return new Redirect('/connections', {
      text: 'The connection was revoked. Requests that use it are now refused.',
    });
  }

  private async form(
    user: UserPrincipal,
    asked: string | undefined,
    form: { fields: FormFields; refusal?: FormRefusal } = { fields: NO_FIELDS },
  ): Promise<WebPage> {
    const purpose = purposeOf(asked);
    const found = await this.unitOfWork.read(user.accountId, async (tx) => ({
      organizations: await this.organizations.choices(tx),
      organization: await this.organizations.get(tx, user.organizationId),
    }));
    return {
      title: purpose.title,
      lead: purpose.lead,
      refusal: form.refusal,
      body: <NewConnectionPage purpose={purpose} {...found} {...form} />,
    };
  }
}
