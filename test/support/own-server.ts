import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { freePort } from './free-port.js';
import { withServer, type ServerKind } from './lanes.js';
import { findTool } from './tools.js';

const run = promisify(execFile);

/** Where MariaDB's server is; undefined where tests that stop it are left out. */
export const MARIADB_SERVER = findTool('mariadbd');

/** A kind of server that tests may start for themselves. */
export interface Engine {
  name: ServerKind;
  /** The program, and what it always takes. */
  command: readonly [string, ...string[]];
  /** For a small server. */
  small: readonly string[];
  /** Fills an empty data folder. */
  install(folder: string, options: readonly string[]): Promise<void>;
}

const MARIADB: Engine = {
  name: 'mariadb',
  command: [MARIADB_SERVER ?? 'mariadbd', '--no-defaults'],
  small: [
    '--innodb-log-file-size=8M',
    '--innodb-buffer-pool-size=32M',
    '--performance-schema=OFF',
    '--skip-name-resolve',
  ],
  async install(folder, options) {
    await run('mariadb-install-db', [
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      `--tmpdir=${folder}`,
      ...asWhom(this),
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
      ...this.small,
      ...options.filter((option) => !option.startsWith('--wsrep')),
    ]);
  },
};

/** The MySQL of the lane, once more. */
const mysqlOf = (command: readonly [string, ...string[]]): Engine => ({
  name: 'mysql',
  command,
  small: [
    '--innodb-redo-log-capacity=8M',
    '--innodb-buffer-pool-size=32M',
    '--performance-schema=OFF',
    '--skip-log-bin',
    '--mysqlx=OFF',
    '--secure-file-priv=NULL',
  ],
  async install(folder, options) {
    const [program, ...always] = this.command;
    const data = `--datadir=${join(folder, 'data')}`;
    await run(program, [
      ...always,
      '--initialize-insecure',
      data,
      ...asWhom(this),
      ...this.small,
      ...options,
    ]);
  },
});

/** Those that this machine has, for `describe.each`. */
export function ownEngines(): Engine[] {
  const mysql = inject('mysqlCommand');
  return [...(MARIADB_SERVER === undefined ? [] : [MARIADB]), ...(mysql ? [mysqlOf(mysql)] : [])];
}

const READY_WITHIN_MS = 60_000;

/** A test's own server with its own port and folder, which can be stopped, killed and frozen. */
export class OwnServer {
  private child: ChildProcess | undefined;
  private log = '';

  private constructor(
    readonly engine: Engine,
    readonly folder: string,
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  /** Makes and starts one, below the folder `within`. The options `first` are for its first start only. */
  static async create({
    engine = MARIADB,
    within = tmpdir(),
    options = [] as string[],
    first = [] as string[],
  } = {}): Promise<OwnServer> {
    const folder = await mkdtemp(join(within, 'declaree-server-'));
    await giveAway(folder, engine);
    const server = new OwnServer(engine, folder, await freePort(), options);
    await engine.install(folder, options);
    await server.start(first);
    return server;
  }

  /** Another server with a copy of the databases. Stops this one meanwhile. */
  async copy(): Promise<OwnServer> {
    await this.stop();
    const folder = await mkdtemp(join(tmpdir(), 'declaree-server-'));
    await cp(this.data, join(folder, 'data'), { recursive: true });
    await giveAway(folder, this.engine);
    const other = new OwnServer(this.engine, folder, await freePort(), this.options);
    await Promise.all([this.start(), other.start()]);
    return other;
  }

  /** Of the server, without a database. */
  get url(): string {
    return `mysql://root@127.0.0.1:${this.port}`;
  }

  /** Starts it and waits until it answers. */
  async start(more: readonly string[] = []): Promise<void> {
    const [program, ...always] = this.engine.command;
    const child = spawn(
      program,
      [
        ...always,
        `--datadir=${this.data}`,
        // A server that starts clears away all temporary tables that it finds, those of other servers too.
        `--tmpdir=${this.folder}`,
        ...asWhom(this.engine),
        `--socket=${join(this.folder, 'socket')}`,
        `--pid-file=${join(this.folder, 'pid')}`,
        `--port=${this.port}`,
        '--bind-address=127.0.0.1',
        ...this.engine.small,
        ...this.options,
        ...more,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.child = child;
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (data: string) => (this.log = (this.log + data).slice(-10_000)));
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.answers())) {
      if (child.exitCode !== null) throw new Error(`The server ended: ${this.log}`);
      if (Date.now() > deadline) throw new Error(`The server is not ready: ${this.log}`);
      await sleep(50);
    }
  }

  /** Ends it, cleanly or with SIGKILL like a crash. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Keeps its connections open but no longer answers. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  private async answers(): Promise<boolean> {
    try {
      await withServer(this.url, (query) => query('SELECT 1'));
      return true;
    } catch {
      return false;
    }
  }
}

const isRoot = () => process.getuid?.() === 0;

/** MariaDB should not run as root; Debian's package has a user for it. */
const asWhom = ({ name }: Engine) => (isRoot() ? [`--user=${name === 'mariadb' ? 'mysql' : 'root'}`] : []);

async function giveAway(folder: string, { name }: Engine): Promise<void> {
  if (isRoot() && name === 'mariadb') await run('chown', ['-R', 'mysql', folder]);
}
