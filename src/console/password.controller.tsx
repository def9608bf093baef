import { Get, Ip, Post } from '@nestjs/common';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { ChangePasswordService } from '../auth/change-password.service.js';
import { CurrentAuthor, CurrentPrincipal } from '../auth/current.decorators.js';
import type { Principal } from '../auth/principal.js';
import type { Author } from '../platform/database/author.js';
import { PersonalPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields } from './form.js';
import { ensureRepeated, NewPasswordForm, PresentPassword } from './new-password.js';
import { PasswordPage } from './pages/password-page.js';
import { Redirect, type WebPage } from './web-page.js';

class ChangePasswordForm extends NewPasswordForm {
  @PresentPassword()
  @IsString({ message: 'Enter your current password' })
  currentPassword: string;

  @IsOptional()
  @IsIn(['yes'])
  revokeApiKeys?: 'yes';
}

const TITLE = 'Change your password';

@PersonalPages('password')
export class PasswordController {
  constructor(private readonly passwords: ChangePasswordService) {}

  @Get()
  show(@CurrentPrincipal() principal: Principal): WebPage {
    return { title: TITLE, body: <PasswordPage mayHaveKeys={mayHaveKeys(principal)} /> };
  }

  @Post()
  async change(
    @CurrentPrincipal() principal: Principal,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
    @Ip() address: string,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(ChangePasswordForm, fields);
      ensureRepeated(form);
      const { currentPassword, newPassword } = form;
      const revokeApiKeys = form.revokeApiKeys === 'yes';
      const change = { currentPassword, newPassword, revokeApiKeys, address, author };
      await this.passwords.change(principal, change);
      return new Redirect('/password', {
        text: 'Your password has been changed, and you have been signed out everywhere else. If your identity provider signs in with it, update it there too.',
      });
    } catch (error) {
      const refusal = refusalOf(error);
      const body = <PasswordPage mayHaveKeys={mayHaveKeys(principal)} refusal={refusal} />;
      return { title: TITLE, refusal, body };
    }
  }
}

function mayHaveKeys(principal: Principal): boolean {
  return principal.kind === 'user' && principal.role === 'admin';
}
