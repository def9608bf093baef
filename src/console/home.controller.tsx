import { Get } from '@nestjs/common';
import { CurrentPrincipal } from '../auth/current.decorators.js';
import type { Principal, UserPrincipal } from '../auth/principal.js';
import { Overviews } from '../provisioning/overview/overview.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { PersonalPages } from './console-pages.js';
import { QueryFields, type FormFields } from './form.js';
import { navigationOf } from './navigation.js';
import { NotAnAdminPage } from './pages/not-an-admin-page.js';
import { OWN_LINKS } from './overview-links.js';
import { OverviewPage } from './pages/overview-page.js';
import { setupPageOf } from './setup.controller.js';
import { Redirect, type WebPage } from './web-page.js';

/** `/`: what happened in the account, for its administrators, or the set-up; the most likely page for everybody else. */
@PersonalPages('')
export class HomeController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overviews: Overviews,
  ) {}

  @Get()
  async show(
    @CurrentPrincipal() principal: Principal,
    @QueryFields() fields: FormFields,
    @PublicUrl() publicUrl: string,
  ): Promise<WebPage | Redirect> {
    const first = navigationOf(principal)[0]?.entries[0];
    if (principal.kind === 'operator') return new Redirect(first?.path ?? '/password');
    if (principal.role === 'admin') return this.showOverview(principal, fields, publicUrl);
    if (first) return new Redirect(first.path);
    return { title: 'The console is for administrators', body: <NotAnAdminPage user={principal} /> };
  }

  private async showOverview(user: UserPrincipal, fields: FormFields, publicUrl: string): Promise<WebPage> {
    const found = await this.unitOfWork.read(user.accountId, async (tx) => {
      const setup = await this.overviews.readSetup(tx);
      return setup.hasUsers ? { overview: await this.overviews.complete(tx, setup) } : { setup };
    });
    if (!found.overview) return setupPageOf(user, found.setup, { fields, publicUrl, action: '/' });
    const { scimEnabled, scimPause: pause } = user;
    return {
      title: 'Overview',
      body: <OverviewPage overview={found.overview} {...{ scimEnabled, pause }} links={OWN_LINKS} />,
    };
  }
}
