import { Injectable } from '@nestjs/common';
import { IsIn, IsString, MaxLength } from 'class-validator';
import type { ModuleName } from '../accounts/account-module.entity.js';
import { ModulesService } from '../accounts/modules.service.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountOverviews } from '../support/account-overviews.service.js';
import { readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { MODULE_NAMES } from './module-names.js';
import { SwitchModulePage } from './pages/switch-module-page.js';
import { Redirect, type WebPage } from './web-page.js';

class SwitchForm {
  @IsIn(['on', 'off'], { message: 'Choose whether the module is on or off' })
  to: 'on' | 'off';

  @MaxLength(500, { message: 'The reason can have at most 500 characters' })
  @IsString({ message: "Enter the reason. It is recorded in the account's audit trail" })
  reason: string;
}

/** Asks before a module of an account is switched, and switches it. */
@Injectable()
export class ModuleSwitches {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountOverviews,
    private readonly modules: ModulesService,
  ) {}

  /** Throws `not-found`. */
  async question(
    id: string,
    module: ModuleName,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const account = await this.unitOfWork.readPlatform((tx) => this.accounts.get(tx, id));
    const to = account.modules[module] ? 'off' : 'on';
    return {
      title: `Switch ${MODULE_NAMES[module]} ${to} for ${account.name}?`,
      refusal: form.refusal,
      body: <SwitchModulePage {...{ id, module, to }} {...form} />,
    };
  }

  /** Throws `not-found`. */
  async change(
    id: string,
    module: ModuleName,
    { author, fields }: { author: Author; fields: FormFields },
  ): Promise<WebPage | Redirect> {
    try {
      const { to, reason } = await readForm(SwitchForm, fields);
      const change = { enabled: to === 'on', reason: reason.trim() };
      const changed = await this.unitOfWork.write(id, (tx) =>
        this.modules.switchModule(tx.by(author), module, change),
      );
      const name = MODULE_NAMES[module];
      const text = changed ? `${name} is now ${to}.` : `${name} was already ${to}. Nothing has changed.`;
      return new Redirect(`/accounts/${id}`, { text: sentence(text) });
    } catch (error) {
      return this.question(id, module, { fields, refusal: refusalOf(error) });
    }
  }
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
