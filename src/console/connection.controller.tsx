import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { endingSecrets } from '../oauth/ending-secrets.js';
import { OauthClientsService } from '../oauth/oauth-clients.service.js';
import { PublicUrl } from '../platform/http/public-url.js';
import { SCIM_PATH } from '../platform/http/request-path.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningActivity } from '../provisioning/log/provisioning-activity.service.js';
import { EndingSecrets } from './components/ending-secrets.js';
import { AdminPages } from './console-pages.js';
import { ConnectionPage } from './pages/connection-page.js';
import type { WebPage } from './web-page.js';

/** The state of the connection, and the values to enter in the identity provider. */
@AdminPages('connection')
export class ConnectionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activity: ProvisioningActivity,
    private readonly clients: OauthClientsService,
  ) {}

  @Get()
  async show(@CurrentUser() user: UserPrincipal, @PublicUrl() publicUrl: string): Promise<WebPage> {
    const { activity, ending, usesConnection } = await this.unitOfWork.read(user.accountId, async (tx) => {
      const read = await this.activity.read(tx);
      const keyId = read.provider?.keyId ?? null;
      return {
        activity: read,
        ending: await endingSecrets(tx, new Date()),
        usesConnection: keyId !== null && (await this.clients.has(tx, keyId)),
      };
    });
    return {
      title: 'Connection details',
      lead: 'Check the connection, and copy the values your identity provider asks for.',
      body: (
        <>
          <EndingSecrets secrets={ending} />
          <ConnectionPage
            user={user}
            baseUrl={publicUrl + SCIM_PATH}
            activity={activity}
            usesConnection={usesConnection}
          />
        </>
      ),
    };
  }
}
