import { addressFaults } from '../config/address-faults.js';
import type { DemoLogins } from './demo-data.service.js';
import { ADMINS } from './demo-people.js';

/** What only the program knows after the first start: who can log in, and with which password. */
export function describeLogins({ password, people }: DemoLogins): string {
  const width = Math.max(...people.map(({ userName }) => userName.length));
  return `
Made the demo data. Its logins are shown only now, all with the password ${password}

${people.map(({ userName, what }) => `  ${userName.padEnd(width)}  ${what}`).join('\n')}
`;
}

/** What a newcomer does with them: every address, what to enter into Okta, and something to try. */
export function describeStart({ password }: DemoLogins, baseUrl: string): string {
  return `
Declaree runs.

  Console   ${baseUrl}/
  API docs  ${baseUrl}/docs
  Health    ${baseUrl}/health/ready

Into Okta (SCIM 2.0, Basic authentication):
  Base URL   ${baseUrl}/SCIM/v2
  User name  ${ADMINS.acme}
  Password   ${password}
${describeFaults(baseUrl)}
Try it:
  curl -u ${shellQuoted(`${ADMINS.acme}:${password}`)} ${shellQuoted(`${baseUrl}/SCIM/v2/Users?startIndex=1&count=2`)}
`;
}

/** What keeps an identity provider from using the address, and what to do; nothing where it can. */
export function describeFaults(baseUrl: string): string {
  const faults = addressFaults(baseUrl);
  if (faults.length === 0) return '';
  return `
An identity provider cannot use that base URL:
${faults.map((fault) => `  ${fault}`).join('\n')}
  Give Declaree an https address that the internet reaches, such as that of a tunnel, and set PUBLIC_URL to it.
`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
