import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { check, SettingFault, wholeNumber } from './setting-parsers.js';

/** Where a MySQL or MariaDB server listens: host and port, or a unix socket. */
export interface DatabaseHost {
  host: string;
  port: number;
  socket?: string;
}

/** TLS to the database. */
export interface DatabaseTls {
  /** PEM certificates to trust instead of the system's. */
  ca?: string;
  /** Whether to verify the server's certificate and host name. */
  verify: boolean;
}

/** A MySQL or MariaDB server. `hosts` are tried in order. */
export interface ServerSettings {
  kind: 'mysql';
  hosts: DatabaseHost[];
  user: string;
  password: string;
  database: string;
  tls?: DatabaseTls;
}

/** Where the data lives. */
export type DatabaseSettings = { kind: 'sqlite'; file: string } | ServerSettings;

const PARAMETERS = ['ssl', 'ssl-ca', 'ssl-verify', 'socket'] as const;

type Parameters = Partial<Record<(typeof PARAMETERS)[number], string>>;

/**
 * A SQLite file, or a MySQL or MariaDB server with one or more hosts. Throws SettingFault for an invalid parameter.
 */
export function parseDatabaseUrl(text: string): DatabaseSettings {
  const sqlite = /^sqlite:(?:\/\/(?=\/))?((?!\/\/)[^?]+)(?:\?(.*))?$/.exec(text);
  if (sqlite) {
    const [, file = '', query = ''] = sqlite;
    for (const [name] of pairs(query)) throw unknownParameter(name, 'a SQLite file takes none');
    // An in-memory database exists on one connection only, but reads use a second one.
    check(file !== ':memory:');
    return { kind: 'sqlite', file };
  }
  // The WHATWG URL parser rejects several hosts. The last "@" ends the password, so an unencoded "@" in it works.
  const parts = /^(?:mysql|mariadb):\/\/([^:@/]+)(?::(.*))?@([^@/]+)\/([^@/?#]+)(?:\?([^@#]*))?$/.exec(text);
  check(parts !== null);
  const [, user = '', password = '', hosts = '', database = '', query = ''] = parts;
  const parameters = readParameters(query);
  const tls = tlsOf(parameters);
  return {
    kind: 'mysql',
    hosts: hostsOf(hosts, parameters),
    user: decodeURIComponent(user),
    password: decodeURIComponent(password),
    database: decodeURIComponent(database),
    ...(tls && { tls }),
  };
}

/** The DATABASE_URL without the password. */
export function describeDatabase(settings: DatabaseSettings): string {
  if (settings.kind === 'sqlite') return `sqlite:${resolve(settings.file)}`;
  const { user, hosts, database } = settings;
  const places = hosts.map(
    ({ host, port, socket }) => socket ?? `${host.includes(':') ? `[${host}]` : host}:${port}`,
  );
  return `mysql://${user}@${places.join(',')}/${database}`;
}

function pairs(query: string): [name: string, value: string][] {
  const parts = query.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/.exec(part) ?? [];
    return [decodeURIComponent(name), decodeURIComponent(value)];
  });
}

function readParameters(query: string): Parameters {
  const parameters: Parameters = {};
  for (const [name, value] of pairs(query)) {
    const known = PARAMETERS.find((parameter) => parameter === name);
    if (!known) throw unknownParameter(name, `there are ${PARAMETERS.join(', ')}`);
    if (known in parameters) throw new SettingFault(`have the parameter ${known} only once`);
    if (value === '') throw new SettingFault(`have a value for the parameter ${known}`);
    parameters[known] = value;
  }
  return parameters;
}

function unknownParameter(name: string, known: string): SettingFault {
  return new SettingFault(`have no parameter ${JSON.stringify(name.slice(0, 50))}: ${known}`);
}

/** `ssl-ca` and `ssl-verify` imply TLS, so that it is never off by mistake. */
function tlsOf(parameters: Parameters): DatabaseTls | undefined {
  const [ssl, verify] = [onOrOff(parameters, 'ssl'), onOrOff(parameters, 'ssl-verify')];
  const file = parameters['ssl-ca'];
  const wanted = ssl ?? (file !== undefined || verify !== undefined);
  if (!wanted && (file !== undefined || verify !== undefined)) {
    throw new SettingFault('have neither ssl-ca nor ssl-verify when ssl is off');
  }
  if (!wanted) return undefined;
  return { verify: verify ?? true, ...(file !== undefined && { ca: readCertificates(file) }) };
}

function onOrOff(parameters: Parameters, name: 'ssl' | 'ssl-verify'): boolean | undefined {
  const value = parameters[name];
  if (value === undefined) return undefined;
  if (value !== 'on' && value !== 'off') throw new SettingFault(`have ${name}=on or ${name}=off`);
  return value === 'on';
}

/** Node.js silently ignores invalid certificates and would then trust no server. */
function readCertificates(file: string): string {
  const named = `name a file of certificates in ssl-ca: ${JSON.stringify(file)}`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingFault(`${named} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.map((block) => new X509Certificate(block)).length > 0) return text;
  } catch {
    throw new SettingFault(`${named} holds one that cannot be read`);
  }
  throw new SettingFault(`${named} holds none`);
}

function hostsOf(text: string, { socket }: Parameters): DatabaseHost[] {
  const hosts = text.split(',').map(parseHost);
  if (socket === undefined) return hosts;
  if (hosts.length > 1) throw new SettingFault('name only one host when it has the parameter socket');
  return hosts.map((host) => ({ ...host, socket }));
}

function parseHost(text: string): DatabaseHost {
  const parts = /^(\[[\da-f:.]+\]|[^:[\]\s]+)(?::(\d+))?$/i.exec(text);
  check(parts !== null);
  const [, host = '', port = '3306'] = parts;
  return { host: host.replace(/^\[|\]$/g, ''), port: wholeNumber(1, 65_535)(port) };
}
