import { randomUUID } from 'node:crypto';
import { BasicStrategy, type BasicStrategyOptions, type BasicVerifyFunctionWithRequest } from 'passport-http';
import { percentEncodedHeader, readBasicCredentials } from './basic-credentials.js';

type PassportRequest = Parameters<BasicStrategy['authenticate']>[0];

/**
 * `passport-http` ends the password at its second colon, and refuses one that begins with a colon. This gives
 * it the pair percent-encoded, and so gives it percent-encoded to `verify`.
 */
export class PercentEncodedBasicStrategy extends BasicStrategy {
  constructor(options: BasicStrategyOptions<true>, verify: BasicVerifyFunctionWithRequest) {
    super(options, verify);
    // Passport's registry is one for the process; servers that share a process must not share strategies.
    this.name = `basic-${randomUUID()}`;
  }

  override authenticate(request: PassportRequest): void {
    const credentials = readBasicCredentials(request.headers.authorization);
    const authorization = credentials && percentEncodedHeader(credentials);
    const { ip, url } = request;
    super.authenticate({ ip, url, headers: { authorization } } as PassportRequest);
  }
}
