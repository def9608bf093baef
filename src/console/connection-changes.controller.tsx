import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { ClientChanges, type OauthClientChanges } from '../oauth/client-changes.service.js';
import { ClientList } from '../oauth/client-list.service.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ChangeConnectionForm, pastedKeySet } from './connection-form.js';
import { AdminPages } from './console-pages.js';
import {
  Fields,
  NO_FIELDS,
  readForm,
  refusalOf,
  requireUnchanged,
  type FormFields,
  type FormRefusal,
} from './form.js';
import { OrganizationChooser } from './organization-choices.service.js';
import { ChangeConnectionPage } from './pages/change-connection-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** The form that changes a connection. */
@AdminPages('connections/:id/change')
export class ConnectionChangesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ClientChanges,
    private readonly list: ClientList,
    private readonly organizations: OrganizationChooser,
  ) {}

  @Get()
  show(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return this.form(user, id);
  }

  @Post()
  async change(
    @CurrentCaller() caller: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(ChangeConnectionForm, fields);
      await this.unitOfWork.write(caller.accountId, (tx) => this.save(tx.by(caller.author), id, form));
      return new Redirect(`/connections/${id}`, {
        text: 'The connection was changed. Access tokens that it already has stay valid until they expire.',
      });
    } catch (error) {
      return this.form(caller, id, { fields, refusal: refusalOf(error) });
    }
  }

  private async save(tx: AuthoredTransaction, id: string, form: ChangeConnectionForm): Promise<void> {
    const current = await this.changes.read(tx, id);
    requireUnchanged(form.version, current.version);
    const organizationId = await this.organizations.chosen(tx, form.organizationId, 'organizationId');
    await this.changes.change(tx, current, { name: form.name, organizationId, ...rulesOf(form) });
  }

  /** Throws `not-found`. */
  private async form(
    { accountId }: UserPrincipal,
    id: string,
    form: { fields: FormFields; refusal?: FormRefusal } = { fields: NO_FIELDS },
  ): Promise<WebPage> {
    const found = await this.unitOfWork.read(accountId, async (tx) => ({
      client: await this.list.get(tx, id),
      organizations: await this.organizations.choices(tx),
    }));
    return {
      title: `Change the connection "${found.client.name}"`,
      ...(found.client.kind === 'assertion' && {
        lead: 'Save this form to set a new key, or to fetch the keys from the JWKS URL again. Otherwise, the keys are cached for an hour.',
      }),
      refusal: form.refusal,
      body: <ChangeConnectionPage {...found} {...form} />,
    };
  }
}

/** The assertion fields as submitted: a blank one clears the stored value. */
function rulesOf({ issuer, subject, audience, jwksUrl, jwks }: ChangeConnectionForm): OauthClientChanges {
  return {
    issuer: issuer ?? null,
    subject: subject ?? null,
    audience: audience ?? null,
    jwksUrl: jwksUrl ?? null,
    jwks: pastedKeySet(jwks) ?? null,
  };
}
