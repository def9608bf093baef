import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import { DomainError } from '../common/errors.js';
import type { Settings } from '../config/settings.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { SYSTEM } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { OperatorsService } from '../operators/operators.service.js';
import { generatePassword } from '../auth/passwords/generate-password.js';
import { PasswordHasher } from '../auth/passwords/password-hasher.js';
import { DemoAccounts } from './demo-accounts.service.js';
import { ADMINS, EMPLOYEES, OPERATOR } from './demo-people.js';

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
    const people = await created.catch(undefinedIfTaken);
    return people && { password, people };
  }

  private async create(
    tx: PlatformTransaction,
    passwordHash: string,
  ): Promise<DemoLogins['people'] | undefined> {
    if (!(await isEmpty(tx))) return undefined;
    await this.accounts.create(tx, passwordHash);
    // An operator may already exist before the first account, with its own password.
    if (await this.operators.findByUserName(tx, OPERATOR)) return ACCOUNT_LOGINS;
    await this.operators.create(tx, SYSTEM, { userName: OPERATOR, passwordHash });
    return [...ACCOUNT_LOGINS, { userName: OPERATOR, what: 'operator, Declaree support' }];
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

/** If two servers both see an empty database, the slug is already taken for the second one. */
function undefinedIfTaken(error: unknown): undefined {
  if (error instanceof DomainError && error.code === 'slug-taken') return undefined;
  throw error;
}
