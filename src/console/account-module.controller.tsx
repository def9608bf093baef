import { Get, Param, Post } from '@nestjs/common';
import { CurrentAuthor } from '../auth/current.decorators.js';
import type { Author } from '../platform/database/author.js';
import { OperatorPages } from './console-pages.js';
import { Fields, type FormFields } from './form.js';
import { ModuleSwitches } from './module-switches.service.js';
import type { Redirect, WebPage } from './web-page.js';

/** The switches for the modules of an account. */
@OperatorPages('accounts/:id')
export class AccountModuleController {
  constructor(private readonly switches: ModuleSwitches) {}

  @Get('scim')
  confirmScim(@Param('id') id: string): Promise<WebPage> {
    return this.switches.question(id, 'scim');
  }

  @Post('scim')
  switchScim(
    @Param('id') id: string,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.switches.change(id, 'scim', { author, fields });
  }

  @Get('expenses')
  confirmExpenses(@Param('id') id: string): Promise<WebPage> {
    return this.switches.question(id, 'expenses');
  }

  @Post('expenses')
  switchExpenses(
    @Param('id') id: string,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    return this.switches.change(id, 'expenses', { author, fields });
  }
}
