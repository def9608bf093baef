import { PasswordHasher } from '../../src/auth/passwords/password-hasher.js';
import { items, RestClient, restOf, stored, type Stored } from '../rest/rest-client.js';
import { addAccount, addOperator, addUser, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { basic, send } from '../support/scim-client.js';

export interface Step {
  position: number;
  approverId: string | null;
  origin: string;
  replacedId: string | null;
  outcome: string | null;
  note: string | null;
}

export interface Report extends Stored {
  status: string;
  ownerId: string;
  ownerName: string;
  organizationId: string;
  currentApproverId: string | null;
  waitingFor: string | null;
  total: number;
  steps: Step[];
}

export interface Person {
  id: string;
  rest: RestClient;
}

interface Event {
  id: string;
  operation: string;
  detail: string | null;
  code: string | null;
}

interface PersonFields {
  role?: 'employee' | 'accountant' | 'controller' | 'admin';
  managerId?: string | null;
  active?: boolean;
  organizationId?: string;
}

const PASSWORD = 'a secret of twelve';

/** An account with expenses switched on, and its people. */
export class ExpenseAccount {
  readonly rest: RestClient;

  private constructor(
    readonly app: TestApp,
    readonly account: TestAccount,
    private readonly hash: string,
  ) {
    this.rest = restOf(app, account);
  }

  static async create(app: TestApp): Promise<ExpenseAccount> {
    const account = await addAccount(app);
    await switchExpenses(app, account.id, true);
    return new ExpenseAccount(app, account, await app.get(PasswordHasher).hash(PASSWORD));
  }

  /** Adds a person who can log in. */
  async person(name: string, fields: PersonFields = {}): Promise<Person> {
    const userName = `${name}@${this.account.slug}.example`;
    const id = await addUser(this.app, this.account, {
      userName,
      displayName: name,
      passwordHash: this.hash,
      ...fields,
    });
    return { id, rest: new RestClient(this.app, basic(userName, PASSWORD)) };
  }

  /** Creates and submits a report. */
  async submitted({ rest }: Person, total = 10_000): Promise<Report> {
    const { id } = await rest.create('/expense-reports', { title: 'Trade fair', currency: 'EUR', total });
    return act(rest, id, 'submit');
  }

  /** The report as the provisioning administrator, an admin, sees it. */
  async report(id: string): Promise<Report> {
    return (await this.rest.read(`/expense-reports/${id}`)) as Report;
  }

  /** Changes the approval policy of the parent organization. */
  policy(changes: object) {
    return this.rest.patch(`/organizations/${this.account.organizations.parent.id}/approval-policy`, changes);
  }

  /** The newest provisioning event about a user or a group. Throws if there is none. */
  async eventOf(resource: string): Promise<Event> {
    const [event] = items(await this.rest.get(`/provisioning/events?resource=${resource}`));
    if (!event) throw new Error(`no event about ${resource}`);
    return event as unknown as Event;
  }

  scimDeactivate(id: string, active = false) {
    return this.account.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: active }]);
  }
}

/** Acts on a report. Throws unless the answer is 200. */
export async function act(rest: RestClient, id: string, action: string, body: object = {}): Promise<Report> {
  return stored(await rest.post(`/expense-reports/${id}/${action}`, body)) as Report;
}

/** The step that is to be decided. */
export function openStep({ steps }: Report): Step | undefined {
  return steps.find(({ outcome }) => outcome === null);
}

/** Undoes the last run that came over SCIM, and returns its id. */
export async function undoLastRun({ rest }: ExpenseAccount): Promise<string> {
  let run = '';
  await until('the run is there', async () => {
    run = items(await rest.get('/provisioning/runs?via=scim'))[0]?.id ?? '';
    return run !== '';
  });
  const { body } = await rest.post(`/provisioning/runs/${run}/undo`, {});
  await until('the undo has ended', async () => {
    const { state } = (await rest.read(`/jobs/${String(body['job'])}`)) as unknown as { state: string };
    return state === 'done';
  });
  return run;
}

export async function switchExpenses(app: TestApp, accountId: string, enabled: boolean): Promise<void> {
  const authorization = await addOperator(app);
  const answer = await send(`${app.url}/api/v1/support/accounts/${accountId}/modules/expenses`, 'PUT', {
    headers: { authorization, 'content-type': 'application/json' },
    body: { enabled, reason: 'test' },
  });
  stored(answer);
}
