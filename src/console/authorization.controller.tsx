import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentAuthor, CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import {
  answerTarget,
  answerUrl,
  checkedRequest,
  REQUEST_PARAMETERS,
  type AnswerTarget,
  type AuthorizationRequest,
} from '../oauth/authorization-request.js';
import { Authorizations } from '../oauth/authorizations.service.js';
import { CatalogueClients, type CatalogueRow } from '../oauth/catalogue-clients.service.js';
import { OauthError, printable } from '../oauth/oauth-error.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { queryOf } from '../platform/http/request-path.js';
import { AdminPages } from './console-pages.js';
import { Fields, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { CONSENT_PATH } from './consent-headers.js';
import { AuthorizationPage } from './pages/authorization-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** The authorization endpoint (RFC 6749 §3.1): an administrator allows or refuses an app. */
@AdminPages('oauth/authorize')
export class AuthorizationController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: CatalogueClients,
    private readonly authorizations: Authorizations,
    private readonly organizations: OrganizationChooser,
  ) {}

  @Get()
  ask(@CurrentUser() user: UserPrincipal, @Req() request: FastifyRequest): Promise<WebPage | Redirect> {
    const query = queryOf(request);
    return this.checked(query, request.publicUrl, (asked) => this.page(user, asked, query));
  }

  @Post()
  answer(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Req() request: FastifyRequest,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    const { publicUrl } = request;
    const query = queryOf(request);
    return this.checked(query, publicUrl, async (asked) => {
      if (fields.get('decision') !== 'allow') {
        throw new OauthError('access_denied', 'An administrator of the account refused.');
      }
      try {
        const code = await this.unitOfWork.write(user.accountId, async (tx) => {
          const chosen = await this.organizations.chosen(tx, fields.get('organizationId'), 'organizationId');
          return this.authorizations.allow(tx.by(author), asked, { chosen, usual: user.organizationId });
        });
        return new Redirect(answerUrl(asked, publicUrl, { code }));
      } catch (error) {
        return this.page(user, asked, query, { fields, refusal: refusalOf(error) });
      }
    });
  }

  /** Answers a request that is wrong, or refused, with a redirect to the app (RFC 6749 §4.1.2.1). */
  private async checked(
    query: URLSearchParams,
    issuer: string,
    work: (asked: AuthorizationRequest) => Promise<WebPage | Redirect>,
  ): Promise<WebPage | Redirect> {
    const { client, target } = await this.sender(query);
    try {
      return await work(checkedRequest(client, target, query));
    } catch (error) {
      if (!(error instanceof OauthError)) throw error;
      const { code, message } = error;
      return new Redirect(answerUrl(target, issuer, { error: code, error_description: printable(message) }));
    }
  }

  /** Throws `invalid`, which is shown to the user, for an unknown client or redirect URI. */
  private async sender(query: URLSearchParams): Promise<{ client: CatalogueRow; target: AnswerTarget }> {
    const clientId = query.get('client_id') ?? '';
    const client = await this.unitOfWork.readPlatform((tx) => this.clients.find(tx, clientId));
    return answerTarget(client, query);
  }

  private async page(
    user: UserPrincipal,
    { client, redirectUri }: AuthorizationRequest,
    query: URLSearchParams,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const found = await this.unitOfWork.read(user.accountId, async (tx) => {
      const organizationId = (await this.authorizations.organizationOf(tx, client)) ?? user.organizationId;
      return {
        organizations: await this.organizations.choices(tx),
        organization: await this.organizations.get(tx, organizationId),
      };
    });
    const { host } = new URL(redirectUri);
    return {
      title: `Allow ${client.name} to provision ${user.accountSlug}?`,
      refusal: form.refusal,
      body: <AuthorizationPage {...{ client, user, host }} action={requestUrl(query)} {...found} {...form} />,
    };
  }
}

/** The URL of the request, with only the parameters that it needs. */
function requestUrl(query: URLSearchParams): string {
  const parameters = REQUEST_PARAMETERS.flatMap((name) => query.getAll(name).map((value) => [name, value]));
  return `${CONSENT_PATH}?${new URLSearchParams(parameters).toString()}`;
}
