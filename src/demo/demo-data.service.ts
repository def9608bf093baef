import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import { DEMO_IDS } from '../common/demo-ids.js';
import type { Settings } from '../config/settings.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { SYSTEM } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { OperatorsService } from '../operators/operators.service.js';
import { generatePassword } from '../auth/passwords/generate-password.js';
import { PasswordHasher } from '../auth/passwords/password-hasher.js';
import { DemoAccounts } from './demo-accounts.service.js';
import { ADMINS, EMPLOYEES, FORMER_OPERATOR, OPERATOR } from './demo-people.js';

/** The logins of the demo data, which share one password. */
export interface DemoLogins {
  password: string;
  people: readonly { userName: string; what: string }[];
}

/** Creates the demo data at the first start with an empty database. */
@Injectable()
export class DemoDataService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly accounts: DemoAccounts,
    private readonly operators: OperatorsService,
  ) {}

  /**
   * Creates the demo data if the settings ask for it and there is no account yet. Returns its logins, or undefined if
   * nothing was created. If several servers start together, one of them creates it.
   */
  async seedIfWanted(settings: Settings): Promise<DemoLogins | undefined> {
    if ((settings.demo ?? (settings.nodeEnv === 'production' ? 'off' : 'on')) === 'off') return undefined;
    if (!(await this.unitOfWork.readPlatform(isEmpty))) return undefined;
    const password = settings.demoPassword ?? generatePassword();
    const passwordHash = await this.hasher.hash(password);
    const created = this.unitOfWork.writePlatform((tx) => this.create(tx, passwordHash));
    const people = await created.catch((error: unknown) => this.undefinedIfTaken(error));
    return people && { password, people };
  }

  /** If two servers both see an empty database, the ids are already taken for the second one. */
  private async undefinedIfTaken(error: unknown): Promise<undefined> {
    if (await this.unitOfWork.readPlatform(isEmpty)) throw error;
  }

  private async create(
    tx: PlatformTransaction,
    passwordHash: string,
  ): Promise<DemoLogins['people'] | undefined> {
    if (!(await isEmpty(tx))) return undefined;
    await this.accounts.create(tx, passwordHash);
    await this.createFormerOperator(tx, passwordHash);
    // An operator may already exist before the first account, with its own password.
    if (await this.operators.findByUserName(tx, OPERATOR)) return ACCOUNT_LOGINS;
    await this.operators.create(tx, SYSTEM, { userName: OPERATOR, passwordHash });
    return [...ACCOUNT_LOGINS, { userName: OPERATOR, what: 'operator, Declaree support' }];
  }

  /** Operators outlive removed accounts, so this one may already exist. */
  private async createFormerOperator(tx: PlatformTransaction, passwordHash: string): Promise<void> {
    if (await this.operators.findByUserName(tx, FORMER_OPERATOR)) return;
    const input = { id: DEMO_IDS.formerOperator, userName: FORMER_OPERATOR, passwordHash };
    await this.operators.setDisabled(tx, SYSTEM, await this.operators.create(tx, SYSTEM, input), true);
  }
}

const ACCOUNT_LOGINS = [
  { userName: ADMINS.acme, what: 'admin of acme, SCIM on' },
  { userName: ADMINS.globex, what: 'admin of globex, SCIM off' },
  ...EMPLOYEES.map(({ userName, role }) => ({ userName, what: `${role} in acme` })),
];

async function isEmpty(tx: PlatformTransaction): Promise<boolean> {
  return (await tx.count(Account)) === 0;
}
