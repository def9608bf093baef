import type { ServerProcess } from '../support/processes.js';
import type { BenchDatabase } from './databases.js';
import { Client, type ExtraOf } from './load.js';
import type { BenchCall } from './cases.js';
import type { BareTarget } from './measure.js';
import { startBare, type BenchAccount } from './service.js';

const CONNECTIONS = 64;

/** The bare server as a target of the same loads: what to do, each request says in its headers. */
export class BareService implements BareTarget {
  private constructor(
    private readonly server: ServerProcess,
    private readonly database: BenchDatabase,
    readonly client: Client,
    private readonly account: BenchAccount,
  ) {}

  static async start(database: BenchDatabase, account: BenchAccount): Promise<BareService> {
    const server = await startBare(database);
    const client = new Client(`${server.url}/SCIM/v2`, { authorization: account.authorization }, CONNECTIONS);
    return new BareService(server, database, client, account);
  }

  get pid(): number | undefined {
    return this.server.pid;
  }

  get databasePid(): number | undefined {
    return this.database.pid;
  }

  async prepare(statements: string, answer: unknown): Promise<void> {
    const admin = new Client(this.server.url, {}, 1);
    const body = JSON.stringify({ answer });
    await admin.send({ method: 'PUT', path: `/bench/${statements}`, body, status: 204 });
    await admin.close();
  }

  readonly extraOf: ExtraOf = ({ status, ...call }: BenchCall) => {
    const { accountId, organizationId, adminName } = this.account;
    return {
      'x-bench-statements': call.statements ?? '',
      'x-bench-status': String(status),
      'x-bench-values': JSON.stringify({ accountId, organizationId, adminName, ...call.values }),
    };
  };

  async stop(): Promise<void> {
    await this.client.close();
    await this.server.stop();
  }
}
