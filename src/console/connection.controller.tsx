import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningActivity } from '../provisioning-log/provisioning-activity.service.js';
import { AdminPages } from './console-pages.js';
import { ConnectionPage } from './pages/connection-page.js';
import type { WebPage } from './web-page.js';

/** Whether the identity provider is connected, and what to enter there. */
@AdminPages('connection')
export class ConnectionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activity: ProvisioningActivity,
  ) {}

  @Get()
  async show(@CurrentUser() user: UserPrincipal, @PublicUrl() publicUrl: string): Promise<WebPage> {
    const activity = await this.unitOfWork.read(user.accountId, (tx) => this.activity.read(tx));
    return {
      title: 'Connection',
      lead: 'Whether your identity provider reaches Declaree, and what to enter there.',
      body: <ConnectionPage user={user} baseUrl={`${publicUrl}/SCIM/v2`} activity={activity} />,
    };
  }
}
