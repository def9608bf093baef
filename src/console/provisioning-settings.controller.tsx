import { Get, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import {
  ProvisioningSettingsService,
  type SettingsChange,
} from '../provisioning/settings/provisioning-settings.service.js';
import { MakeLocal } from '../provisioning/undo/make-local.service.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { ProvisioningSettingsPage } from './pages/provisioning-settings-page.js';
import { QuestionPage } from './pages/question-page.js';
import { ProvisioningSettingsForm } from './provisioning-settings-form.js';
import { Redirect, type WebPage } from './web-page.js';

const PATH = '/provisioning-settings';

/** How the account wants to be provisioned, and the switch to pause it. */
@AdminPages('provisioning-settings')
export class ProvisioningSettingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: ProvisioningSettingsService,
    private readonly local: MakeLocal,
  ) {}

  @Get()
  show(@CurrentUser() user: UserPrincipal): Promise<WebPage> {
    return this.page(user);
  }

  @Post()
  async change(
    @CurrentCaller() caller: UserCaller,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const { lockManaged, rolesGrant, ...alarms } = await readForm(ProvisioningSettingsForm, fields);
      const checked = { lockManaged: lockManaged === 'yes', rolesGrant: rolesGrant === 'yes' };
      await this.save(caller, { ...alarms, ...checked });
      return new Redirect(PATH, { text: 'The settings have been saved.' });
    } catch (error) {
      return this.page(caller, { fields, refusal: refusalOf(error) });
    }
  }

  @Get('pause')
  confirmPause(): WebPage {
    return {
      title: 'Pause this connection?',
      body: (
        <QuestionPage
          title="Your identity provider notices immediately"
          action={`${PATH}/pause`}
          submit="Pause this connection"
          tone="danger"
          cancel={{ href: PATH, label: 'Leave it on' }}
        >
          Every request of your identity provider is refused until you resume: nobody is created, changed or
          deactivated, not even people who leave. No data is changed.
        </QuestionPage>
      ),
    };
  }

  @Post('pause')
  async pause(@CurrentCaller() caller: UserCaller): Promise<Redirect> {
    await this.save(caller, { paused: true });
    return new Redirect(PATH, { text: 'Provisioning is paused.' });
  }

  @Post('resume')
  async resume(@CurrentCaller() caller: UserCaller): Promise<Redirect> {
    await this.save(caller, { paused: false });
    return new Redirect(PATH, {
      text: 'Provisioning has resumed. Your identity provider sends the refused changes again in its next cycle, or when you tell it to retry.',
    });
  }

  private async save({ accountId, author }: UserCaller, change: SettingsChange): Promise<void> {
    await this.unitOfWork.write(accountId, (tx) => this.settings.change(tx.by(author), change));
  }

  private async page(
    { accountId, scimEnabled }: Pick<UserPrincipal, 'accountId' | 'scimEnabled'>,
    form: { fields?: FormFields; refusal?: FormRefusal } = {},
  ): Promise<WebPage> {
    const found = await this.unitOfWork.read(accountId, async (tx) => ({
      settings: await this.settings.read(tx),
      managed: scimEnabled ? null : await this.local.counts(tx),
    }));
    return {
      title: 'Provisioning settings',
      lead: 'What your identity provider may change in your account, and when you are notified.',
      refusal: form.refusal,
      body: <ProvisioningSettingsPage {...found} {...form} />,
    };
  }
}
