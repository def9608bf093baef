import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DomainError } from '../common/errors.js';
import { LOGGER } from '../platform/logging/logger.js';
import { ok, problem, warning, type DoctorContext, type Finding } from './check.js';
import { simulateOkta, STEP_COUNT, type FailedStep } from './okta-sequence.js';
import { DryRunServer, type Send } from './dry-run-server.js';

/** Many times what the simulation normally takes. */
const TIMEOUT_MS = 10_000;

/** Sends what Okta sends, from the credential test to a pushed group, and leaves nothing behind. */
@Injectable()
export class Simulation {
  static readonly id = 'self-run';
  static readonly title = 'Okta simulation';

  constructor(
    private readonly server: DryRunServer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws. Must not be called within a transaction. */
  async run(accountId: string, { module, pause, administrators }: DoctorContext): Promise<Finding> {
    if (!module.enabled) return notRun('SCIM is off for this account', 'Have SCIM switched on first.');
    if (pause) return notRun('provisioning is paused', 'Resume it first.');
    const { usable } = administrators;
    if (!usable) {
      return notRun('no administrator can log in', 'Fix the provisioning administrator first.');
    }
    try {
      const failed = await this.play({ accountId, userId: usable.id });
      if (failed) return failure(failed);
      return ok(`All ${STEP_COUNT} test requests succeeded as ${usable.userName}. Nothing was saved.`);
    } catch (error) {
      if (error instanceof DomainError)
        return notRun(error.message.replace(/\.$/, ''), 'Run the doctor again.');
      this.logger.error({ err: error, accountId }, 'the Okta simulation failed');
      return problem("The simulation stopped because of an error on Declaree's side.", TELL_SUPPORT);
    }
  }

  private async play(admin: { accountId: string; userId: string }): Promise<FailedStep | undefined> {
    // Starting the server may take long; that must not count against the time limit.
    await this.server.prepare();
    const signal = AbortSignal.timeout(TIMEOUT_MS);
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
    return Promise.race([this.server.dryRun(admin, (send) => simulateOkta(limited(send))), late]);
  }
}

const TELL_SUPPORT =
  'Send this message to Declaree support. The identity provider would get the same answer, so do not start provisioning before this is fixed.';

const notRun = (reason: string, advice: string) => warning(`The simulation did not run: ${reason}.`, advice);

const failure = ({ name, request, fault }: FailedStep) =>
  problem(`The step "${name}" (${request}) failed: ${fault}`, TELL_SUPPORT);
