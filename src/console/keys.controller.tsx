import { Get, Param, Post } from '@nestjs/common';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { ApiKeysService } from '../auth/api-keys.service.js';
import { CurrentAuthor, CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
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
import { KeysPage } from './pages/keys-page.js';
import { LIFETIMES, type Lifetime } from './pages/key-lifetimes.js';
import { RevokeKeyPage } from './pages/revoke-key-page.js';
import { Redirect, type WebPage } from './web-page.js';

const DAY_MS = 86_400_000;

class KeyForm {
  @MaxLength(255, { message: 'The name can have at most 255 characters' })
  @IsString({ message: "Enter a name, such as the identity provider's" })
  name: string;

  @IsIn(Object.keys(LIFETIMES), { message: 'Choose when the key expires' })
  lifetime: Lifetime;
}

@AdminPages('keys')
export class KeysController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: ApiKeysService,
  ) {}

  @Get()
  async show(@CurrentUser() user: UserPrincipal, @QueryFields() query: FormFields): Promise<WebPage> {
    return this.page(user, query);
  }

  @Post()
  async create(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const { name, lifetime } = await readForm(KeyForm, fields);
      const expiresAt = endOf(lifetime);
      const created = await this.unitOfWork.write(user.accountId, (tx) =>
        this.keys.create(tx.by(author), user, { name, expiresAt }),
      );
      return new Redirect('/keys', {
        text: `API key "${created.name}" created.`,
        secret: {
          label: `API key "${created.name}"`,
          value: created.key,
          advice: 'Copy it now. You will not be able to see it again.',
        },
      });
    } catch (error) {
      return this.page(user, NO_FIELDS, { fields, refusal: refusalOf(error) });
    }
  }

  @Get(':id/revoke')
  async confirm(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    const key = await this.unitOfWork.read(user.accountId, (tx) => this.keys.get(tx, user.userId, id));
    return { title: `Revoke the key "${key.name}"?`, body: <RevokeKeyPage apiKey={key} /> };
  }

  @Post(':id/revoke')
  async revoke(
    @CurrentUser() user: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<Redirect> {
    await this.unitOfWork.write(user.accountId, (tx) => this.keys.revoke(tx.by(author), user.userId, id));
    return new Redirect('/keys', { text: 'API key revoked. Requests that use it are now refused.' });
  }

  private async page(
    user: UserPrincipal,
    query: FormFields,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const { page } = await readForm(ListQuery, query);
    const window = { page, limit: ROWS_A_PAGE };
    const found = await this.unitOfWork.read(user.accountId, (tx) => this.keys.page(tx, user.userId, window));
    return {
      title: 'API keys',
      lead: 'For identity providers that send a token. A key has the same permissions as you, over SCIM and REST.',
      refusal: form.refusal,
      body: <KeysPage keys={found.items} total={found.total} {...window} {...form} />,
    };
  }
}

function endOf(lifetime: Lifetime): string | null {
  const { days } = LIFETIMES[lifetime];
  return days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
}
