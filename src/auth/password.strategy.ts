import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Authenticator } from './authenticator.js';
import { PercentEncodedBasicStrategy } from './percent-encoded-basic.strategy.js';
import type { Principal } from './principal.js';

/** HTTP Basic with user name and password, of users and of operators. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(PercentEncodedBasicStrategy) {
  constructor(private readonly authenticator: Authenticator) {
    super({ realm: 'Declaree', passReqToCallback: true });
  }

  /** Throws what `Authenticator.authenticate` throws. */
  async validate({ ip }: { ip: string }, userName: string, password: string): Promise<Principal> {
    const { principal } = await this.authenticator.authenticate({
      loginName: decodeURIComponent(userName),
      password: decodeURIComponent(password),
      address: ip,
    });
    return principal;
  }
}
