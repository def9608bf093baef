import { Inject, Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Check, CheckResult, Circumstances } from './check.js';
import { administratorCheck, moduleCheck } from './checks/connection.js';
import { credentialCheck } from './checks/credentials.js';
import { CircumstancesReader } from './circumstances-reader.service.js';
import { DATA_CHECKS } from './data-checks.js';
import { SelfRun } from './self-run.js';

/** Looks at all of an account that provisioning depends on. */
@Injectable()
export class Doctor {
  private readonly connectionChecks: readonly Check[] = [moduleCheck, administratorCheck, credentialCheck];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly selfRun: SelfRun,
    private readonly circumstances: CircumstancesReader,
    @Inject(DATA_CHECKS) private readonly dataChecks: readonly Check[],
  ) {}

  /** Runs every check, those of the connection first. Must not be called within a transaction. */
  async examine(accountId: string): Promise<CheckResult[]> {
    const { circumstances, connection, data } = await this.unitOfWork.search(accountId, async (tx) => {
      const known = await this.circumstances.read(tx);
      return {
        circumstances: known,
        connection: await runAll(this.connectionChecks, tx, known),
        data: await runAll(this.dataChecks, tx, known),
      };
    });
    const { id, title } = SelfRun;
    const selfRun = { id, title, ...(await this.selfRun.run(accountId, circumstances)) };
    return [...connection, selfRun, ...data];
  }
}

async function runAll(
  checks: readonly Check[],
  tx: AccountTransaction,
  circumstances: Circumstances,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    results.push({ id: check.id, title: check.title, ...(await check.run(tx, circumstances)) });
  }
  return results;
}
