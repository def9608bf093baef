import { Get, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { MailPreferences } from '../provisioning/notifications/mail-preferences.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, type FormFields } from './form.js';
import { checkedKinds, KindsForm, switchesOf } from './notification-forms.js';
import { NotificationPages } from './notification-pages.service.js';
import { Redirect, type WebPage } from './web-page.js';

/** An administrator's mail notifications, and the webhooks of the account. */
@AdminPages('notifications')
export class NotificationsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly preferences: MailPreferences,
    private readonly pages: NotificationPages,
  ) {}

  @Get()
  show(@CurrentUser() user: UserPrincipal): Promise<WebPage> {
    return this.pages.overview(user);
  }

  @Post()
  async choose(
    @CurrentCaller() { accountId, author, userId, userName }: UserCaller,
    @Fields() fields: FormFields,
  ): Promise<Redirect> {
    const chosen = switchesOf(checkedKinds(await readForm(KindsForm, fields)));
    await this.unitOfWork.write(accountId, (tx) =>
      this.preferences.change(tx.by(author), { userId, userName }, chosen),
    );
    return new Redirect('/notifications', { text: 'Your choice was saved.' });
  }
}
