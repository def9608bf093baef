import { addressFaults } from '../config/address-faults.js';
import { SCIM_PATH } from '../platform/http/request-path.js';
import type { DemoLogins } from './demo-data.service.js';
import { ADMINS } from './demo-people.js';

/** The logins of the demo data and their password, which only the program knows. */
export function describeLogins({ password, people }: DemoLogins): string {
  const width = Math.max(...people.map(({ userName }) => userName.length));
  return `
Demo data created. Its logins are shown once. They all have the password ${password}

${people.map(({ userName, what }) => `  ${userName.padEnd(width)}  ${what}`).join('\n')}
`;
}

/** The first steps: all URLs, the values for Okta, and a command to try. */
export function describeStart({ password }: DemoLogins, baseUrl: string): string {
  return `
Declaree is running.

  Console   ${baseUrl}/
  API docs  ${baseUrl}/docs
  Health    ${baseUrl}/health/ready

To enter in Okta (SCIM 2.0, Basic authentication):
  Base URL   ${baseUrl}${SCIM_PATH}
  User name  ${ADMINS.acme}
  Password   ${password}
${describeFaults(baseUrl)}
Try it:
  curl -u ${shellQuoted(`${ADMINS.acme}:${password}`)} ${shellQuoted(`${baseUrl}${SCIM_PATH}/Users?startIndex=1&count=2`)}
`;
}

/** Why an identity provider cannot use the base URL, and what to do; empty if it can. */
function describeFaults(baseUrl: string): string {
  const faults = addressFaults(baseUrl);
  if (faults.length === 0) return '';
  return `
An identity provider cannot use that base URL:
${faults.map((fault) => `  ${fault}`).join('\n')}
  Make Declaree reachable at a public https address, for example through a tunnel, and set PUBLIC_URL to that address.
`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
