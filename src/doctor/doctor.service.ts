import { Inject, Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Check, CheckResult, DoctorContext } from './check.js';
import { administratorCheck, moduleCheck } from './checks/connection.js';
import { credentialCheck } from './checks/credentials.js';
import { DoctorContextReader } from './doctor-context-reader.service.js';
import { DATA_CHECKS } from './data-checks.js';
import { Simulation } from './simulation.js';

/** The checks of how the identity provider connects, in the order of the report. */
export const CONNECTION_CHECKS: readonly Check[] = [moduleCheck, administratorCheck, credentialCheck];

/** Checks everything that the provisioning of an account depends on. */
@Injectable()
export class Doctor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly simulation: Simulation,
    private readonly contexts: DoctorContextReader,
    @Inject(DATA_CHECKS) private readonly dataChecks: readonly Check[],
  ) {}

  /** Runs every check, those of the connection first. Must not be called within a transaction. */
  async examine(accountId: string): Promise<CheckResult[]> {
    const { context, connection, data } = await this.unitOfWork.search(accountId, async (tx) => {
      const facts = await this.contexts.read(tx);
      return {
        context: facts,
        connection: await runAll(CONNECTION_CHECKS, tx, facts),
        data: await runAll(this.dataChecks, tx, facts),
      };
    });
    const { id, title } = Simulation;
    const simulation = { id, title, ...(await this.simulation.run(accountId, context)) };
    return [...connection, simulation, ...data];
  }
}

async function runAll(
  checks: readonly Check[],
  tx: AccountTransaction,
  context: DoctorContext,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const finding = await check.run(tx, context);
    if (finding) results.push({ id: check.id, title: check.title, ...finding });
  }
  return results;
}
