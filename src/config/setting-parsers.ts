import { isIP } from 'node:net';

// Parsers of settings. A parser throws for an invalid text: a SettingFault with a specific reason, or any other error.

/**
 * What is wrong with a setting; completes "NAME must …". The message is shown, so it never contains a secret.
 */
export class SettingFault extends Error {}

/** Throws RangeError if the condition is false. */
export function check(holds: boolean): asserts holds {
  if (!holds) throw new RangeError('not as expected');
}

/** A whole number within bounds. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    check(/^\d{1,9}$/.test(text));
    const value = Number(text);
    check(value >= minimum && value <= maximum);
    return value;
  };
}

/** One of the given texts. */
export function oneOf<Choice extends string>(...choices: Choice[]): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text);
    check(choice !== undefined);
    return choice;
  };
}

/** A URL with one of the given protocols, such as `smtp:`, returned unchanged. */
export function urlOf(...protocols: string[]): (text: string) => string {
  return (text) => {
    const url = new URL(text);
    check(protocols.includes(url.protocol) && url.hostname !== '');
    return text;
  };
}

/** An IP address or a host name. */
export function parseHost(text: string): string {
  check(isIP(text) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text));
  return text;
}

/**
 * The base URL of links, without a trailing slash or a path: pages and cookies are served at the root of the host.
 */
export function parsePublicUrl(text: string): string {
  const url = new URL(text);
  check((url.protocol === 'http:' || url.protocol === 'https:') && !/[?#@\s]/.test(text));
  check(/^\/*$/.test(url.pathname));
  return url.origin;
}

/** As Fastify's `trustProxy` takes it. */
export function parseTrustProxy(text: string): boolean | string | number {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d+$/.test(text)) return wholeNumber(0, 100)(text);
  const addresses = text.split(',').map((address) => address.trim());
  for (const address of addresses) {
    const [ip = '', bits, ...rest] = address.split('/');
    const widest = isIP(ip) === 6 ? 128 : 32;
    check(isIP(ip) > 0 && rest.length === 0);
    if (bits !== undefined) wholeNumber(1, widest)(bits);
  }
  return addresses.join(',');
}

/** Sender of mails. */
export interface MailSender {
  name: string;
  address: string;
}

/** An address, or `Name <address>`. */
export function parseMailSender(text: string): MailSender {
  const parts = /^(?:"?([^"<>\p{C}]+?)"? +<([^<>]+)>|([^<> ]+))$/u.exec(text.trim());
  check(parts !== null);
  const [, name = 'Declaree', inBrackets, alone] = parts;
  const address = inBrackets ?? alone ?? '';
  check(/^[^\s@<>(),;:"\\[\]\p{C}]+@[a-z\d.-]*[a-z\d]$/iu.test(address));
  return { name, address };
}

/** Any valid user password. */
export function parseDemoPassword(text: string): string {
  check(text.length <= 1024);
  return text;
}

/** The name in `DECLAREE_OPERATOR`: 1 to 100 characters on one line. */
export function parseOperator(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name)) throw new Error('not a name');
  return name;
}
