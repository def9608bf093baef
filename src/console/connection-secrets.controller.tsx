import { Get, Param, Post } from '@nestjs/common';
import { CurrentAuthor, CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { ClientList } from '../oauth/client-list.service.js';
import { ClientSecretsService } from '../oauth/client-secrets.service.js';
import { OauthClientsService } from '../oauth/oauth-clients.service.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { SecretForm } from './connection-form.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields } from './form.js';
import { secretNotice } from './notice.js';
import { ConnectionDetailsPage } from './pages/connection-details-page.js';
import { QuestionPage } from './pages/question-page.js';
import { SECRET_LIFETIMES } from './pages/secret-lifetimes.js';
import { Redirect, type WebPage } from './web-page.js';

const DAY_MS = 86_400_000;

/** The secrets of a connection. */
@AdminPages('connections/:id/secrets')
export class ConnectionSecretsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: OauthClientsService,
    private readonly secrets: ClientSecretsService,
    private readonly list: ClientList,
  ) {}

  @Post()
  async add(
    @CurrentCaller() caller: UserCaller,
    @PublicUrl() publicUrl: string,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    const { accountId, author } = caller;
    try {
      const { days } = SECRET_LIFETIMES[(await readForm(SecretForm, fields)).lifetime];
      const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
      const { secret } = await this.unitOfWork.write(accountId, (tx) =>
        this.secrets.add(tx.by(author), id, expiresAt),
      );
      const text =
        'The secret was created. Enter it in the identity provider, then revoke the one that it replaces.';
      return new Redirect(`/connections/${id}`, secretNotice(text, secret));
    } catch (error) {
      const refusal = refusalOf(error);
      const client = await this.unitOfWork.read(accountId, (tx) => this.list.get(tx, id));
      const body = <ConnectionDetailsPage {...{ user: caller, client, publicUrl, refusal }} />;
      return { title: client.name, refusal, body };
    }
  }

  @Get(':secretId/revoke')
  async confirm(
    @CurrentUser() user: UserPrincipal,
    @Param('id') id: string,
    @Param('secretId') secretId: string,
  ): Promise<WebPage> {
    const { name } = await this.unitOfWork.read(user.accountId, (tx) => this.clients.get(tx, id));
    return {
      title: `Revoke a secret of "${name}"?`,
      body: (
        <QuestionPage
          title="This cannot be undone"
          action={`/connections/${id}/secrets/${secretId}/revoke`}
          submit="Revoke the secret"
          tone="danger"
          cancel={{ href: `/connections/${id}`, label: 'Keep it' }}
        >
          An identity provider that still uses it cannot get new access tokens. The one it already has stays
          valid until it expires.
        </QuestionPage>
      ),
    };
  }

  @Post(':secretId/revoke')
  async revoke(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
    @Param('secretId') secretId: string,
  ): Promise<Redirect> {
    await this.unitOfWork.write(user.accountId, async (tx) =>
      this.secrets.revoke(tx.by(author), await this.clients.get(tx, id, { lock: true }), secretId),
    );
    return new Redirect(`/connections/${id}`, { text: 'The secret was revoked.' });
  }
}
