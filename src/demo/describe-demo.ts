import type { DemoLogins } from './demo-data.service.js';
import { ADMINS } from './demo-people.js';

/** What a newcomer needs after the first start: every address, every login, and something to try. */
export function describeDemo({ password, people }: DemoLogins, baseUrl: string): string {
  const width = Math.max(...people.map(({ userName }) => userName.length));
  return `
Declaree runs, with demo data. This is shown only now.

  Console   ${baseUrl}/
  API docs  ${baseUrl}/docs
  Health    ${baseUrl}/health/ready

Into Okta (SCIM 2.0, Basic authentication):
  Base URL   ${baseUrl}/SCIM/v2
  User name  ${ADMINS.acme}
  Password   ${password}

Logins, all with the password above:
${people.map(({ userName, what }) => `  ${userName.padEnd(width)}  ${what}`).join('\n')}

Try it:
  curl -u ${shellQuoted(`${ADMINS.acme}:${password}`)} ${shellQuoted(`${baseUrl}/SCIM/v2/Users?startIndex=1&count=2`)}
`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
