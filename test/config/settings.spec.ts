import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, SettingsError } from '../../src/config/load-settings.js';
import { SETTING_DEFINITIONS } from '../../src/config/settings.js';
import { describeDatabase, type DatabaseSettings } from '../../src/config/database-url.js';

const database = (url: string): DatabaseSettings => loadSettings({ DATABASE_URL: url }).database;

describe('settings', () => {
  it('have defaults for everything, so that the program starts with an empty environment', () => {
    expect(loadSettings({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      database: { kind: 'sqlite', file: './data/declaree.sqlite' },
      trustProxy: false,
      nodeEnv: 'development',
      logLevel: 'info',
      migrateOnStart: true,
      provisioningLogDays: 90,
      auditLogDays: 400,
      runPauseSeconds: 300,
      journalDays: 30,
      deletedUserDays: 30,
      rateLimitPerAccount: 2000,
      oauthTokenMinutes: 60,
      oauthPrivateKeySets: false,
    });
  });

  it('count an empty string as not set', () => {
    const blank = Object.fromEntries(Object.values(SETTING_DEFINITIONS).map(({ name }) => [name, '']));
    expect(loadSettings(blank)).toEqual(loadSettings({}));
  });

  it('are read from the variables of their names', () => {
    const settings = loadSettings({
      HOST: '::',
      PORT: '0',
      PUBLIC_URL: 'https://app.declaree.example/',
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      REDIS_URL: 'redis://redis:6379',
      SMTP_URL: 'smtps://mail.example',
      MAIL_FROM: 'Declaree <post@mail.example>',
      METRICS_PORT: '9090',
      DEMO: 'off',
      DEMO_PASSWORD: ' a b ',
      MIGRATE_ON_START: 'off',
      PROVISIONING_LOG_DAYS: '7',
      AUDIT_LOG_DAYS: '30',
      RUN_PAUSE_SECONDS: '60',
      JOURNAL_DAYS: '7',
      DELETED_USER_DAYS: '5',
      DECLAREE_OPERATOR: ' Sanne ',
      RATE_LIMIT_PER_ACCOUNT: '25',
    });
    expect(settings).toMatchObject({
      host: '::',
      port: 0,
      publicUrl: 'https://app.declaree.example',
      nodeEnv: 'production',
      logLevel: 'silent',
      redisUrl: 'redis://redis:6379',
      smtpUrl: 'smtps://mail.example',
      mailFrom: { name: 'Declaree', address: 'post@mail.example' },
      metricsPort: 9090,
      demo: 'off',
      demoPassword: ' a b ',
      migrateOnStart: false,
      provisioningLogDays: 7,
      auditLogDays: 30,
      runPauseSeconds: 60,
      journalDays: 7,
      deletedUserDays: 5,
      operator: 'Sanne',
      rateLimitPerAccount: 25,
    });
  });

  it.each([
    ['true', true],
    ['false', false],
    ['2', 2],
    ['10.0.0.0/8, 2001:db8::1', '10.0.0.0/8,2001:db8::1'],
  ])('take TRUST_PROXY=%s as Fastify does', (text, expected) => {
    expect(loadSettings({ TRUST_PROXY: text }).trustProxy).toBe(expected);
  });
});

describe('RATE_LIMIT_PER_ACCOUNT', () => {
  it.each(['off', '0'])('%s is no limit', (text) => {
    expect(loadSettings({ RATE_LIMIT_PER_ACCOUNT: text }).rateLimitPerAccount).toBe(0);
  });
});

describe('DATABASE_URL', () => {
  it.each([
    ['sqlite:./data/declaree.sqlite', './data/declaree.sqlite'],
    ['sqlite:/var/lib/declaree.sqlite', '/var/lib/declaree.sqlite'],
    ['sqlite:///var/lib/declaree.sqlite', '/var/lib/declaree.sqlite'],
  ])('%s is a file', (url, file) => {
    expect(database(url)).toEqual({ kind: 'sqlite', file });
  });

  it('names several MySQL hosts, in the order in which they are tried', () => {
    expect(database('mysql://app:s3cret@db1:3307,db2,[::1]:3308/declaree')).toEqual({
      kind: 'mysql',
      hosts: [
        { host: 'db1', port: 3307 },
        { host: 'db2', port: 3306 },
        { host: '::1', port: 3308 },
      ],
      user: 'app',
      password: 's3cret',
      database: 'declaree',
    });
  });

  it('is also spelled mariadb://', () => {
    expect(database('mariadb://app@db/declaree')).toEqual(database('mysql://app:@db:3306/declaree'));
  });

  it('decodes the user and the password', () => {
    const { user, password } = database('mysql://a%40b:p%3A%2F%40%20x@db/declaree') as {
      user: string;
      password: string;
    };
    expect([user, password]).toEqual(['a@b', 'p:/@ x']);
  });

  it.each([
    ['ssl=on', { verify: true }],
    ['ssl=on&ssl-verify=on', { verify: true }],
    ['ssl-verify=off', { verify: false }],
    ['ssl=on&ssl-verify=off', { verify: false }],
  ])('asks for TLS by ?%s', (query, tls) => {
    expect(database(`mysql://app@db/declaree?${query}`)).toMatchObject({ database: 'declaree', tls });
  });

  it('does not use TLS with ?ssl=off', () => {
    expect(database('mysql://app@db/declaree?ssl=off')).toEqual(database('mysql://app@db/declaree'));
  });

  it('names a unix socket, percent-encoded or not', () => {
    const hosts = [{ host: 'localhost', port: 3306, socket: '/run/my sql/s+1.sock' }];
    expect(database('mysql://app@localhost/d?socket=/run/my%20sql/s+1.sock')).toMatchObject({ hosts });
    expect(database('mysql://app@localhost/d?socket=%2Frun%2Fmy%20sql%2Fs%2B1.sock')).toMatchObject({
      hosts,
    });
  });

  it.each([
    ['mysql://app@db1,[::1]:33/d', 'mysql://app@db1:3306,[::1]:33/d'],
    ['mariadb://app:hunter2@db/d?ssl=on', 'mysql://app@db:3306/d'],
    ['mysql://app:hunter2@localhost/d?socket=/run/s', 'mysql://app@/run/s/d'],
    ['sqlite:/var/lib/d.sqlite', 'sqlite:/var/lib/d.sqlite'],
    ['sqlite:d.sqlite', `sqlite:${join(process.cwd(), 'd.sqlite')}`],
  ])('%s is named without its password', (url, name) => {
    expect(describeDatabase(database(url))).toBe(name);
  });

  it('ends the password at the last @ if an @ in it is not encoded', () => {
    expect(database('mysql://app:p@ss@db/declaree')).toMatchObject({
      password: 'p@ss',
      hosts: [{ host: 'db' }],
    });
  });
});

describe('a bad setting', () => {
  const message = (env: Record<string, string>): string => {
    try {
      loadSettings(env);
    } catch (error) {
      if (error instanceof SettingsError) return error.message;
      throw error;
    }
    throw new Error('the settings were taken');
  };

  it.each([
    ['HOST', 'http://localhost'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000 '],
    ['PUBLIC_URL', 'app.declaree.example'],
    ['PUBLIC_URL', 'ftp://app.declaree.example'],
    ['PUBLIC_URL', 'https://app.declaree.example/?a=b'],
    ['PUBLIC_URL', 'https://app.declaree.example/SCIM/v2/'],
    ['PUBLIC_URL', 'https://declaree.example/eu'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['NODE_ENV', 'prod'],
    ['LOG_LEVEL', 'verbose'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'Eve <a@x.example>, b@y.example'],
    ['MAIL_FROM', 'Eve <a@x.example\nBcc: b@y.example>'],
    ['METRICS_PORT', '0'],
    ['DEMO', 'true'],
    ['MIGRATE_ON_START', 'false'],
    ['PROVISIONING_LOG_DAYS', '0'],
    ['RUN_PAUSE_SECONDS', '0'],
    ['JOURNAL_DAYS', '6'],
    ['JOURNAL_DAYS', '91'],
    ['RATE_LIMIT_PER_ACCOUNT', '1.5'],
    ['RATE_LIMIT_PER_ACCOUNT', 'none'],
  ])('is named with what it must be: %s=%s', (name, value) => {
    expect(message({ [name]: value })).toMatch(new RegExp(`^${name} must be .+, not "`));
  });

  it.each([
    ['DATABASE_URL', 'postgres://app:hunter2@db/declaree'],
    ['DATABASE_URL', 'mysql://app:hunter2@db'],
    ['DATABASE_URL', 'mysql://app:hunter2@db:0/declaree'],
    ['DATABASE_URL', 'mysql://app:hunter2%zz@db/declaree'],
    ['DATABASE_URL', 'sqlite::memory:'],
    ['REDIS_URL', 'http://:hunter2@redis'],
    ['SMTP_URL', 'mail:hunter2'],
    ['DEMO_PASSWORD', 'hunter2'.repeat(200)],
  ])('that is a secret is not repeated: %s', (name, value) => {
    const text = message({ [name]: value });
    expect(text).toMatch(new RegExp(`^${name} must be `));
    expect(text).not.toMatch(/hunter2|memory/);
  });

  it.each([
    ['mysql://app:hunter2@db/d?tls=on', /no parameter "tls": there are ssl, ssl-ca, ssl-verify, socket$/],
    ['mysql://app:hunter2@db/d?ssl=on&pool=5', /no parameter "pool"/],
    ['mysql://app:hunter2@db/d?SSL=on', /no parameter "SSL"/],
    ['mysql://app:hunter2@db/d?ssl=true', /ssl=on or ssl=off$/],
    ['mysql://app:hunter2@db/d?ssl', /a value for the parameter ssl$/],
    ['mysql://app:hunter2@db/d?ssl=on&ssl=off', /the parameter ssl only once$/],
    ['mysql://app:hunter2@db/d?ssl-verify=no', /ssl-verify=on or ssl-verify=off$/],
    ['mysql://app:hunter2@db/d?ssl=off&ssl-verify=off', /neither ssl-ca nor ssl-verify when ssl is off$/],
    ['mysql://app:hunter2@db1,db2/d?socket=/run/s', /only one host when it has the parameter socket$/],
    [
      'mysql://app:hunter2@db/d?ssl-ca=/no/such.pem',
      /in ssl-ca: "\/no\/such.pem" cannot be read \(ENOENT\)$/,
    ],
    ['mysql://app:hunter2@db/d?ssl-ca=package.json', /in ssl-ca: "package.json" holds none$/],
    ['sqlite:/data/d.sqlite?mode=ro', /no parameter "mode": a SQLite file takes none$/],
  ])('is named with its parameter: %s', (url, reason) => {
    const text = message({ DATABASE_URL: url });
    expect(text).toMatch(/^DATABASE_URL must [^\n]+$/);
    expect(text).toMatch(reason);
    expect(text).not.toContain('hunter2');
  });

  it('does not hide another one, and all are in one line', () => {
    const text = message({ PORT: 'a\nb', NODE_ENV: 'prod', REDIS_URL: 'x' });
    expect(text).toMatch(/PORT.+NODE_ENV.+REDIS_URL/);
    expect(text).not.toContain('\n');
  });
});

describe('the README', () => {
  it('lists every setting with its default and meaning', () => {
    const readme = readFileSync('README.md', 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)`\s*\| (.*?)\s*\| (.*?)\s*\|$/gm)];
    const plain = (text = ''): string => text.replace(/^`([^`]*)`$/, '$1');
    expect(rows.map(([, name, fallback, meaning]) => [name, plain(fallback), meaning])).toEqual(
      Object.values(SETTING_DEFINITIONS).map((setting) => [
        setting.name,
        setting.default,
        setting.description,
      ]),
    );
  });
});

describe('the environment', () => {
  it('is read by the entry points only', () => {
    const readers = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /process(\.|\[['"])env\b|\benv\b.*'node:process'/.test(readFileSync(join('src', file), 'utf8')),
      );
    expect(
      readers.filter((file) => !['main.ts', 'cli.ts', 'config/settings.module.ts'].includes(file)),
    ).toEqual([]);
  });
});
