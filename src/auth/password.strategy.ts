import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { requestOrigin } from './author-of.js';
import { AuditedAuthenticator } from './audited-authenticator.js';
import { PercentEncodedBasicStrategy } from './percent-encoded-basic.strategy.js';
import type { Principal } from './principal.js';

/** HTTP Basic with user name and password, for users and operators. */
@Injectable()
export class PasswordStrategy
  extends PassportStrategy(PercentEncodedBasicStrategy)
  implements OnApplicationShutdown
{
  constructor(private readonly authenticator: AuditedAuthenticator) {
    super({ realm: 'Declaree', passReqToCallback: true });
  }

  // Not before: until the server has closed, requests still authenticate.
  onApplicationShutdown(): void {
    passport.unuse(this.name);
  }

  /** Throws like `AuditedAuthenticator.authenticate`. */
  async validate(
    { ip, url }: { ip: string; url: string },
    userName: string,
    password: string,
  ): Promise<Principal> {
    const login = {
      loginName: decodeURIComponent(userName),
      password: decodeURIComponent(password),
      address: ip,
    };
    const { principal } = await this.authenticator.authenticate(login, requestOrigin({ ip, url }));
    return principal;
  }
}
