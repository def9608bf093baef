import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DomainError } from '../common/errors.js';
import { LOGGER } from '../platform/logging/logger.js';
import { ok, problem, warning, type Circumstances, type Finding } from './check.js';
import { playOkta, STEP_COUNT, type FailedStep } from './okta-sequence.js';
import { RehearsalServer, type Send } from './rehearsal-server.js';

/** Many times what the sequence takes. */
const WITHIN_MS = 10_000;

/** Does what Okta does, from the test of the credentials to a pushed group, and leaves nothing behind. */
@Injectable()
export class SelfRun {
  static readonly id = 'self-run';
  static readonly title = 'Self-run of what Okta does';

  constructor(
    private readonly server: RehearsalServer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws. Must not be called within a transaction. */
  async run(accountId: string, { module, administrators }: Circumstances): Promise<Finding> {
    if (!module.enabled) return notRun('SCIM is off for this account', 'Have SCIM switched on first.');
    const { usable } = administrators;
    if (!usable) {
      return notRun('no administrator can log in', 'See to the provisioning administrator first.');
    }
    try {
      const failed = await this.play({ accountId, userId: usable.id });
      if (failed) return failure(failed);
      return ok(
        `All ${STEP_COUNT} requests were answered as Okta needs it, as ${usable.userName}; nothing of it was kept.`,
      );
    } catch (error) {
      if (error instanceof DomainError)
        return notRun(error.message.replace(/\.$/, ''), 'Run the doctor again.');
      this.logger.error({ err: error, accountId }, 'the self-run failed');
      return problem("It broke off by an error on Declaree's side.", TELL_SUPPORT);
    }
  }

  private async play(admin: { accountId: string; userId: string }): Promise<FailedStep | undefined> {
    // The first run of a process may take long to prepare, which says nothing of the service.
    await this.server.prepare();
    const signal = AbortSignal.timeout(WITHIN_MS);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new DomainError('unavailable', 'It took too long.')), {
        once: true,
      });
    });
    const limited =
      (send: Send): Send =>
      (request) => {
        signal.throwIfAborted();
        return send(request);
      };
    return Promise.race([this.server.rehearse(admin, (send) => playOkta(limited(send))), late]);
  }
}

const TELL_SUPPORT =
  'Tell Declaree support what stands here. The identity provider would get the same answer, so do not start provisioning before this is fixed.';

const notRun = (reason: string, advice: string) => warning(`It was not run: ${reason}.`, advice);

const failure = ({ name, request, fault }: FailedStep) =>
  problem(`The step "${name}" (${request}) failed: ${fault}`, TELL_SUPPORT);
