import { Get, Post } from '@nestjs/common';
import { IsString } from 'class-validator';
import type { Origin } from '../auth/author-of.js';
import { RequestOrigin } from '../auth/current.decorators.js';
import { PasswordResetService } from '../auth/password-reset.service.js';
import { DomainError } from '../common/errors.js';
import { OpenPages } from './console-pages.js';
import { Fields, QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { ensureRepeated, NewPasswordForm } from './new-password.js';
import { ResetPasswordPage, UnusableLinkPage } from './pages/reset-password-page.js';
import { Redirect, type WebPage } from './web-page.js';

class ResetPasswordForm extends NewPasswordForm {
  @IsString({ message: 'Open the link in the e-mail again' })
  token: string;
}

const TITLE = 'Choose a new password';

/** The page's URL contains the token, so no other site may learn it. */
const HEADERS = { 'referrer-policy': 'no-referrer' };

/** The page that the link in a reset mail opens. */
@OpenPages('reset-password')
export class ResetPasswordController {
  constructor(private readonly resets: PasswordResetService) {}

  @Get()
  async show(@QueryFields() query: FormFields): Promise<WebPage> {
    const token = query.get('token') ?? '';
    try {
      await this.resets.check(token);
      return { title: TITLE, headers: HEADERS, body: <ResetPasswordPage token={token} /> };
    } catch (error) {
      return unusable(error);
    }
  }

  @Post()
  async choose(@Fields() fields: FormFields, @RequestOrigin() origin: Origin): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(ResetPasswordForm, fields);
      ensureRepeated(form);
      await this.resets.confirm(form.token, form.newPassword, origin);
      return new Redirect('/login?notice=password-chosen');
    } catch (error) {
      if (isUnusable(error)) return unusable(error);
      const refusal = refusalOf(error);
      const body = <ResetPasswordPage token={fields.get('token') ?? ''} refusal={refusal} />;
      return { title: TITLE, headers: HEADERS, refusal, body };
    }
  }
}

const isUnusable = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'reset-token-invalid';

function unusable(error: unknown): WebPage {
  if (!isUnusable(error)) throw error;
  return {
    title: 'This link cannot be used',
    status: 400,
    headers: HEADERS,
    body: <UnusableLinkPage />,
  };
}
