import { Get, Ip, Post } from '@nestjs/common';
import { IsString, Length } from 'class-validator';
import type { Origin } from '../auth/author-of.js';
import { RequestOrigin } from '../auth/current.decorators.js';
import { ResetLimiter } from '../auth/reset-limiter.js';
import { PasswordResetService } from '../auth/password-reset.service.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { OpenPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields } from './form.js';
import { ForgotPasswordPage, MailSentPage } from './pages/forgot-password-page.js';
import { Redirect, type WebPage } from './web-page.js';

class ForgotPasswordForm {
  @Length(1, 400, { message: 'A user name can have at most 400 characters' })
  @IsString({ message: 'Enter your user name' })
  username: string;
}

/** Where people request a mail with a password reset link. */
@OpenPages('forgot-password')
export class ForgotPasswordController {
  constructor(
    private readonly limiter: ResetLimiter,
    private readonly resets: PasswordResetService,
  ) {}

  @Get()
  show(): WebPage {
    return { title: 'Forgot your password?', body: <ForgotPasswordPage /> };
  }

  @Get('sent')
  showSent(): WebPage {
    return { title: 'Check your e-mail', body: <MailSentPage /> };
  }

  @Post()
  async send(
    @Fields() fields: FormFields,
    @Ip() address: string,
    @PublicUrl() publicUrl: string,
    @RequestOrigin() origin: Origin,
  ): Promise<WebPage | Redirect> {
    try {
      const { username } = await readForm(ForgotPasswordForm, fields);
      await this.limiter.count(username, address);
      await this.resets.request(username, publicUrl, origin);
      return new Redirect('/forgot-password/sent');
    } catch (error) {
      const refusal = refusalOf(error);
      const body = <ForgotPasswordPage fields={fields} refusal={refusal} />;
      return { title: 'Forgot your password?', refusal, body };
    }
  }
}
