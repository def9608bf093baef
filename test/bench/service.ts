import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { serving, type ServerProcess } from '../support/processes.js';
import type { BenchDatabase } from './databases.js';
import type { Account } from './seed.js';

const ROOT = join(import.meta.dirname, '../..');
/** Where `npm run build` puts the program. */
const BUILT = join(ROOT, 'dist');
const BARE = join(import.meta.dirname, 'bare/server.ts');

/** A server of this program's own, with the time from its start to its first answer. */
export interface Started extends ServerProcess {
  readyMs: number;
}

/** The account of a run, and the credential of its admin. */
export interface BenchAccount extends Account {
  adminName: string;
  authorization: string;
}

/** Migrates the database and creates the account with the program's command line. */
export async function makeAccount(
  { url }: Pick<BenchDatabase, 'url'>,
  { name = 'bench', built = BUILT } = {},
): Promise<BenchAccount> {
  const admin = `okta@${name}.example`;
  const command = (...parameters: string[]) => run([join(built, 'cli.js'), ...parameters], url);
  await finish(command('db', 'migrate'));
  const made = await finish(
    command('account', 'create', '--name', name, '--admin', admin, '--scim', 'on', '--json'),
  );
  const { account, organization, password } = JSON.parse(made) as {
    account: { id: string };
    organization: { id: string };
    password: string;
  };
  return {
    accountId: account.id,
    organizationId: organization.id,
    adminName: admin,
    authorization: `Basic ${Buffer.from(`${admin}:${password}`).toString('base64')}`,
  };
}

interface StartOptions {
  /** The directory for a CPU profile, which the program writes when it ends. */
  profile?: string | undefined;
  built?: string;
  /** A module of this directory, loaded before the program. */
  preload?: string;
}

/** Starts the built program. */
export async function startProgram(
  { url }: Pick<BenchDatabase, 'url'>,
  { profile, built = BUILT, preload }: StartOptions = {},
): Promise<Started> {
  const begun = performance.now();
  const options = [
    ...(profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile]),
    ...(preload === undefined ? [] : ['--import', join(import.meta.dirname, preload)]),
  ];
  const server = await start([...options, join(built, 'main.js')], url);
  return { ...server, readyMs: performance.now() - begun };
}

/** Starts the server that only runs the same statements. */
export function startBare({ url }: BenchDatabase): Promise<ServerProcess> {
  return start(['--import', 'tsx', BARE], url);
}

function start(parameters: string[], databaseUrl: string): Promise<ServerProcess> {
  return serving(run(parameters, databaseUrl));
}

/** The output of a command. Throws unless it succeeded. */
async function finish(child: ReturnType<typeof run>): Promise<string> {
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  child.stderr.on('data', (data: Buffer) => process.stderr.write(data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${String(code)}`);
  return text;
}

function run(parameters: string[], databaseUrl: string) {
  const child = spawn(process.execPath, parameters, {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      NODE_ENV: 'production',
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
  });
  child.stdin.end();
  return child;
}
