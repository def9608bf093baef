import type { TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { basic, send, type Answer } from '../support/scim-client.js';

export interface CheckResult {
  id: string;
  level: 'ok' | 'warning' | 'problem';
  title: string;
  detail: string;
  advice: string | null;
}

/** Every check, in the order of the report. */
export const CHECKS = [
  'module',
  'provisioning-admin',
  'credential-test',
  'self-run',
  'user-names',
  'managers',
  'organizations',
  'groups',
  'api-keys',
  'recent-failures',
];

/** The doctor's report for the account's admin, or for another credential. Throws unless the answer is 200. */
export async function examine(
  app: TestApp,
  { admin }: TestAccount,
  authorization = basic(admin.userName, admin.password),
): Promise<CheckResult[]> {
  return checksOf(await send(`${app.url}/api/v1/provisioning/doctor`, 'GET', { headers: { authorization } }));
}

/** The doctor's report for an operator. Throws unless the answer is 200. */
export async function examineAsOperator(
  app: TestApp,
  { id }: TestAccount,
  authorization: string,
): Promise<CheckResult[]> {
  const url = `${app.url}/api/v1/support/accounts/${id}/doctor`;
  return checksOf(await send(url, 'GET', { headers: { authorization } }));
}

/** One check of a report. Throws if it is missing. */
export function check(checks: readonly CheckResult[], id: string): CheckResult {
  const found = checks.find((each) => each.id === id);
  if (found) return found;
  throw new Error(`there is no check ${id} among ${checks.map((each) => each.id).join(', ')}`);
}

function checksOf({ status, body }: Answer): CheckResult[] {
  if (status === 200) return body['checks'] as CheckResult[];
  throw new Error(`expected status 200, got ${status}: ${JSON.stringify(body)}`);
}
