import { isIP } from 'node:net';

// How the texts of settings are read. Every parser throws for a text that is not as expected: a SettingFault where more can be
// said than what the setting must be, else whatever it likes.

/** What is wrong with a setting, to complete "NAME must …". Its message is shown, so it never holds a secret. */
export class SettingFault extends Error {}

/** Throws unless the text is as expected. */
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

/** One of some texts. */
export function oneOf<Choice extends string>(...choices: Choice[]): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text);
    check(choice !== undefined);
    return choice;
  };
}

/** A URL with one of some protocols, such as `smtp:`, kept as it is written. */
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

/** The base of links, without a slash at its end. Pages and cookies stand at the root of their host. */
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

/** Who mails come from. */
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

/** Any text that a user may have as a password. */
export function parseDemoPassword(text: string): string {
  check(text.length <= 1024);
  return text;
}

/** A person's name as `DECLAREE_OPERATOR` gives it. Throws where it is too long, or more than a line. */
export function parseOperator(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name)) throw new Error('not a name');
  return name;
}
