import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { Overviews, type Setup } from '../provisioning/overview/overview.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { SCIM_PATH } from '../platform/http/request-path.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, type FormFields } from './form.js';
import { SETUP_PROVIDERS, SetupPage } from './pages/setup-page.js';
import type { WebPage } from './web-page.js';

/** The set-up of an identity provider; also the first page until it has written a user. */
@AdminPages('setup')
export class SetupController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overviews: Overviews,
  ) {}

  @Get()
  async show(
    @CurrentUser() user: UserPrincipal,
    @QueryFields() fields: FormFields,
    @PublicUrl() publicUrl: string,
  ): Promise<WebPage> {
    const setup = await this.unitOfWork.read(user.accountId, (tx) => this.overviews.readSetup(tx));
    return setupPageOf(user, setup, { fields, publicUrl, action: '/setup' });
  }
}

/** The page at `action`, with the values of the provider that its query names. */
export function setupPageOf(
  user: UserPrincipal,
  setup: Setup,
  { fields, publicUrl, action }: { fields: FormFields; publicUrl: string; action: string },
): WebPage {
  const chosen = SETUP_PROVIDERS.find((each) => each === fields.get('provider'));
  return {
    title: 'Connect your identity provider',
    lead: 'People and groups then come from there, and lose access here when they leave.',
    body: (
      <SetupPage user={user} baseUrl={publicUrl + SCIM_PATH} setup={setup} chosen={chosen} action={action} />
    ),
  };
}
