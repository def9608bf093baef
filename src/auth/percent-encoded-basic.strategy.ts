import { randomUUID } from 'node:crypto';
import { BasicStrategy, type BasicStrategyOptions, type BasicVerifyFunctionWithRequest } from 'passport-http';
import { percentEncodedHeader, readBasicCredentials } from './basic-credentials.js';

type PassportRequest = Parameters<BasicStrategy['authenticate']>[0];

/**
 * `passport-http` cuts the password at a second colon, and refuses one that starts with a colon. This strategy
 * percent-encodes both parts, also for `verify`.
 */
export class PercentEncodedBasicStrategy extends BasicStrategy {
  constructor(options: BasicStrategyOptions<true>, verify: BasicVerifyFunctionWithRequest) {
    super(options, verify);
    // Passport's registry is global to the process; servers in one process must not share strategies.
    this.name = `basic-${randomUUID()}`;
  }

  override authenticate(request: PassportRequest): void {
    const credentials = readBasicCredentials(request.headers.authorization);
    const authorization = credentials && percentEncodedHeader(credentials);
    const { ip, url } = request;
    super.authenticate({ ip, url, headers: { authorization } } as PassportRequest);
  }
}
