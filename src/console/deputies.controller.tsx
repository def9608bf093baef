import { Get, Param, Post } from '@nestjs/common';
import { IsDefined, IsOptional, IsString, MaxLength } from 'class-validator';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { Deputies } from '../expenses/deputies.service.js';
import { Expenses } from '../expenses/expenses.service.js';
import { namesOf } from '../users/names-of.js';
import { PersonalPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { DAY_MS, DayField } from './log-filters.js';
import { DeputiesPage } from './pages/deputies-page.js';
import { PeopleChooser } from './people-chooser.service.js';
import { ReportsQuery } from './report-forms.js';
import { Redirect, type WebPage } from './web-page.js';

class DeputyForm {
  @IsOptional()
  @MaxLength(320, { message: 'A user name can have at most 320 characters' })
  @IsString()
  user?: string;

  @MaxLength(320, { message: 'A user name can have at most 320 characters' })
  @IsString({ message: "Enter the deputy's user name" })
  deputy: string;

  @DayField()
  @IsDefined({ message: 'Enter the first day' })
  from: number;

  @DayField()
  @IsDefined({ message: 'Enter the last day' })
  until: number;
}

/** Who stands in for the caller; for administrators, who stands in for whom. */
@PersonalPages('deputies')
export class DeputyPagesController {
  constructor(
    private readonly expenses: Expenses,
    private readonly deputies: Deputies,
    private readonly chooser: PeopleChooser,
  ) {}

  @Get()
  show(@CurrentUser() viewer: UserPrincipal, @QueryFields() query: FormFields): Promise<WebPage> {
    return this.page(viewer, query);
  }

  @Post()
  async add(@CurrentCaller() caller: UserCaller, @Fields() fields: FormFields): Promise<WebPage | Redirect> {
    try {
      const { user, deputy, from, until } = await readForm(DeputyForm, fields);
      const startsAt = new Date(from).toISOString();
      const endsAt = new Date(until + DAY_MS).toISOString();
      await this.expenses.write(caller.accountId, async (tx) => {
        const userId = user === undefined ? caller.userId : await this.chooser.person(tx, user, 'user');
        const deputyId = await this.chooser.person(tx, deputy, 'deputy');
        await this.deputies.add(tx.by(caller.author), caller, { userId, deputyId, startsAt, endsAt });
      });
      return new Redirect('/deputies', { text: `${deputy.trim()} has been added as a deputy.` });
    } catch (error) {
      return this.page(caller, new Map(), { fields, refusal: refusalOf(error) });
    }
  }

  @Post(':id/remove')
  async remove(@CurrentCaller() caller: UserCaller, @Param('id') id: string): Promise<Redirect> {
    await this.expenses.write(caller.accountId, (tx) =>
      this.deputies.remove(tx.by(caller.author), caller, id),
    );
    return new Redirect('/deputies', { text: 'The deputy has been removed.' });
  }

  private async page(
    viewer: UserPrincipal,
    query: FormFields,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const { page } = await readForm(ReportsQuery, query);
    const found = await this.expenses.read(viewer.accountId, async (tx) => {
      const deputies = await this.deputies.page(tx, viewer, { page, limit: ROWS_A_PAGE });
      const ids = deputies.items.flatMap(({ userId, deputyId }) => [userId, deputyId]);
      return { ...deputies, names: await namesOf(tx, ids) };
    });
    return {
      title: 'Deputies',
      lead: 'Who decides in place of somebody who is away.',
      refusal: form.refusal,
      body: <DeputiesPage {...found} page={page} limit={ROWS_A_PAGE} viewer={viewer} {...form} />,
    };
  }
}
