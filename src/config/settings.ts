import { parseDatabaseUrl, type DatabaseSettings } from './database-url.js';
import {
  oneOf,
  parseDemoPassword,
  parseHost,
  parseMailSender,
  parseOperator,
  parsePublicUrl,
  parseTrustProxy,
  urlOf,
  wholeNumber,
  type MailSender,
} from './setting-parsers.js';

/** All settings, validated and parsed. Only `loadSettings` creates it. */
export interface Settings {
  host: string;
  /** 0 picks a free port. */
  port: number;
  database: DatabaseSettings;
  /** Base URL of all links, without a trailing slash; undefined means the request's own host. */
  publicUrl: string | undefined;
  /** As Fastify's `trustProxy` takes it. */
  trustProxy: boolean | string | number;
  nodeEnv: 'production' | 'development' | 'test';
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  redisUrl?: string | undefined;
  smtpUrl?: string | undefined;
  mailFrom?: MailSender | undefined;
  metricsPort?: number | undefined;
  /** undefined: decided at the start. On if the database is empty and NODE_ENV is not production. */
  demo: 'on' | 'off' | undefined;
  demoPassword?: string | undefined;
  migrateOnStart: boolean;
  provisioningLogDays: number;
  auditLogDays: number;
  /** A pause that ends a run of changes, in seconds. */
  runPauseSeconds: number;
  /** Days for which changes can be undone. */
  journalDays: number;
  /** Days until a deleted user is erased. */
  deletedUserDays: number;
  /** Name of the person at the command line; undefined for the operating system's user. */
  operator?: string | undefined;
  /** Requests a second; 0 for no limit. */
  rateLimitPerAccount: number;
  /** How long an OAuth access token lasts, in minutes. */
  oauthTokenMinutes: number;
  /** Whether webhooks and key sets of OAuth clients may be at private addresses. */
  oauthPrivateKeySets: boolean;
}

/** One environment variable: its row in the README, and its parser. */
export interface SettingDefinition<Value = unknown> {
  readonly name: string;
  /** The text used if the variable is not set, or a description of the default behaviour. */
  readonly default: string;
  readonly description: string;
  /** Completes "NAME must be …". */
  readonly expected: string;
  /** Its value never appears in a message. */
  readonly secret?: true;
  /** Throws if the text is not `expected`: a SettingFault if more can be said about the error. */
  readonly parse: (text: string) => Value;
}

/** Every setting, by its name in `Settings`, in the order of the README's table. */
export const SETTING_DEFINITIONS = {
  host: {
    name: 'HOST',
    default: '127.0.0.1',
    description: 'Address to listen on; `0.0.0.0` for every interface',
    expected: 'an IP address or a host name',
    parse: parseHost,
  },
  port: {
    name: 'PORT',
    default: '3000',
    description: 'Port to listen on; `0` picks a free one',
    expected: 'a whole number from 0 to 65535',
    parse: wholeNumber(0, 65_535),
  },
  database: {
    name: 'DATABASE_URL',
    default: 'sqlite:./data/declaree.sqlite',
    description:
      'The database: `sqlite:FILE`, or `mysql://USER:PASSWORD@HOST:PORT/DATABASE` for MySQL and MariaDB; you can list several `HOST:PORT`, separated by commas; they are tried in order. [Parameters](#mysql-and-mariadb): `?ssl=on`, `ssl-ca=FILE`, `ssl-verify=off`, `socket=PATH`',
    expected: 'sqlite:FILE or mysql://USER:PASSWORD@HOST:PORT/DATABASE (special characters percent-encoded)',
    secret: true,
    parse: parseDatabaseUrl,
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    default: "the request's own host",
    description: 'Base URL of all links, such as `https://app.declaree.com`, without a path',
    expected:
      'an http or https URL of a host alone, such as https://app.declaree.com, without a path (Declaree is served at the root of its host), user, query or fragment',
    parse: parsePublicUrl,
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    default: 'false',
    description:
      "Which proxies' `X-Forwarded-*` headers are trusted: `true`, `false`, the number of proxies in front, or their addresses (IP or CIDR, separated by commas)",
    expected: 'true, false, a number of proxies, or IP addresses and CIDR ranges separated by commas',
    parse: parseTrustProxy,
  },
  nodeEnv: {
    name: 'NODE_ENV',
    default: 'development',
    description: '`production`, `development` or `test`; in `production`, no demo data unless `DEMO=on`',
    expected: 'production, development or test',
    parse: oneOf('production', 'development', 'test'),
  },
  logLevel: {
    name: 'LOG_LEVEL',
    default: 'info',
    description: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
    expected: 'fatal, error, warn, info, debug, trace or silent',
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  redisUrl: {
    name: 'REDIS_URL',
    default: 'limits per process',
    description:
      'Redis shared by all replicas, for the limits on wrong passwords and requests, such as `redis://redis:6379`',
    expected: 'a redis or rediss URL',
    secret: true,
    parse: urlOf('redis:', 'rediss:'),
  },
  smtpUrl: {
    name: 'SMTP_URL',
    default: 'mails are written to `data/outbox.jsonl`',
    description: 'Mail server, such as `smtps://USER:PASSWORD@HOST`',
    expected: 'an smtp or smtps URL',
    secret: true,
    parse: urlOf('smtp:', 'smtps:'),
  },
  mailFrom: {
    name: 'MAIL_FROM',
    default: 'the user of `SMTP_URL`',
    description:
      'Sender of mails: `ADDRESS` or `NAME <ADDRESS>`. If the user of `SMTP_URL` is not an address either, `no-reply@` the public host',
    expected: 'an e-mail address, or a name and an address as in Declaree <no-reply@declaree.com>',
    parse: parseMailSender,
  },
  metricsPort: {
    name: 'METRICS_PORT',
    default: 'the same port',
    description: 'Separate port for `/metrics`, which is then not served on `PORT`',
    expected: 'a whole number from 1 to 65535',
    parse: wholeNumber(1, 65_535),
  },
  demo: {
    name: 'DEMO',
    default: '`on` if the database is empty, outside production',
    description: 'Demo data: `on` or `off`',
    expected: 'on or off',
    parse: oneOf('on', 'off'),
  },
  demoPassword: {
    name: 'DEMO_PASSWORD',
    default: 'random, printed once',
    description: 'Password of every demo login, 1 to 1024 characters',
    expected: '1 to 1024 characters',
    secret: true,
    parse: parseDemoPassword,
  },
  migrateOnStart: {
    name: 'MIGRATE_ON_START',
    default: 'on',
    description: 'Whether to migrate at the start: `on`, or `off` to use `declaree db migrate` instead',
    expected: 'on or off',
    parse: (text: string) => oneOf('on', 'off')(text) === 'on',
  },
  provisioningLogDays: {
    name: 'PROVISIONING_LOG_DAYS',
    default: '90',
    description: 'How many days provisioning events are kept',
    expected: 'a whole number from 1 to 3650',
    parse: wholeNumber(1, 3650),
  },
  auditLogDays: {
    name: 'AUDIT_LOG_DAYS',
    default: '400',
    description: 'How many days audit trail entries are kept',
    expected: 'a whole number from 1 to 3650',
    parse: wholeNumber(1, 3650),
  },
  runPauseSeconds: {
    name: 'RUN_PAUSE_SECONDS',
    default: '300',
    description: 'A pause without changes that ends a run, in seconds',
    expected: 'a whole number from 1 to 86400',
    parse: wholeNumber(1, 86_400),
  },
  journalDays: {
    name: 'JOURNAL_DAYS',
    default: '30',
    description:
      'How many days a change can be undone, a deletion only until its data is erased; the journal keeps the old values for that long',
    expected: 'a whole number from 7 to 90',
    parse: wholeNumber(7, 90),
  },
  deletedUserDays: {
    name: 'DELETED_USER_DAYS',
    default: '30',
    description: 'Days after which the personal data of a deleted user is erased',
    expected: 'a whole number from 1 to 3650',
    parse: wholeNumber(1, 3650),
  },
  operator: {
    name: 'DECLAREE_OPERATOR',
    default: "the operating system's user",
    description: 'Your name in the audit trail when you use the command line',
    expected: 'a name of 1 to 100 characters on one line',
    parse: parseOperator,
  },
  rateLimitPerAccount: {
    name: 'RATE_LIMIT_PER_ACCOUNT',
    default: '2000',
    description: 'Maximum requests per second for an account, averaged over a minute; `off` for no limit',
    expected: 'a whole number from 0 to 1000000, or off',
    parse: (text: string) => (text === 'off' ? 0 : wholeNumber(0, 1_000_000)(text)),
  },
  oauthTokenMinutes: {
    name: 'OAUTH_TOKEN_MINUTES',
    default: '60',
    description: 'How many minutes an OAuth access token lasts, 60 to 360',
    expected: 'a whole number from 60 to 360',
    parse: wholeNumber(60, 360),
  },
  oauthPrivateKeySets: {
    name: 'OAUTH_PRIVATE_KEY_SETS',
    default: 'off',
    description:
      'Whether webhooks and the JWKS URLs of OAuth clients may be at private, loopback or link-local addresses: `on` or `off`. Only for tests and closed networks',
    expected: 'on or off',
    parse: (text: string) => oneOf('on', 'off')(text) === 'on',
  },
} satisfies { [Key in keyof Settings]-?: SettingDefinition<NonNullable<Settings[Key]>> };
