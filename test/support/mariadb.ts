import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { withServer } from './lanes.js';
import { findTool } from './tools.js';

const run = promisify(execFile);

/** Where MariaDB's server is; undefined where tests that stop it are left out. */
export const MARIADB_SERVER = findTool('mariadbd');

const READY_WITHIN_MS = 60_000;

const SMALL = ['--innodb-log-file-size=8M', '--innodb-buffer-pool-size=32M', '--performance-schema=OFF'];

/** A MariaDB of a test's own, on a port and in a folder of its own, so that it may be stopped, killed and frozen. */
export class MariaDbServer {
  private child: ChildProcess | undefined;
  private log = '';

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  /** Makes and starts one, below the folder `within`. The options `first` are for its first start only. */
  static async create({
    within = tmpdir(),
    options = [] as string[],
    first = [] as string[],
  } = {}): Promise<MariaDbServer> {
    const folder = await mkdtemp(join(within, 'declaree-mariadb-'));
    await giveAway(folder);
    const server = new MariaDbServer(folder, await freePort(), options);
    await run('mariadb-install-db', [
      '--no-defaults',
      `--datadir=${server.data}`,
      `--tmpdir=${folder}`,
      ...asWhom(),
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
      ...SMALL,
      ...options.filter((option) => !option.startsWith('--wsrep')),
    ]);
    await server.start(first);
    return server;
  }

  /** Another one with the same databases in it, which goes its own way from now on. Stops this one meanwhile. */
  async copy(): Promise<MariaDbServer> {
    await this.stop();
    const folder = await mkdtemp(join(tmpdir(), 'declaree-mariadb-'));
    await cp(this.data, join(folder, 'data'), { recursive: true });
    await giveAway(folder);
    const other = new MariaDbServer(folder, await freePort(), this.options);
    await Promise.all([this.start(), other.start()]);
    return other;
  }

  /** Of the server, without a database. */
  get url(): string {
    return `mysql://root@127.0.0.1:${this.port}`;
  }

  /** Starts it and waits until it answers. */
  async start(more: readonly string[] = []): Promise<void> {
    if (MARIADB_SERVER === undefined) throw new Error('no MariaDB');
    const child = spawn(
      MARIADB_SERVER,
      [
        '--no-defaults',
        `--datadir=${this.data}`,
        // A server that starts clears away all temporary tables that it finds, those of other servers too.
        `--tmpdir=${this.folder}`,
        ...asWhom(),
        `--socket=${join(this.folder, 'socket')}`,
        `--pid-file=${join(this.folder, 'pid')}`,
        `--port=${this.port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        ...SMALL,
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
      if (child.exitCode !== null) throw new Error(`MariaDB ended: ${this.log}`);
      if (Date.now() > deadline) throw new Error(`MariaDB is not ready: ${this.log}`);
      await sleep(50);
    }
  }

  /** Ends it, in order or by SIGKILL as a crash does. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Leaves its connections open and answers nothing any more. */
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

/** MariaDB does not like to run as root, and Debian's package brings a user for it. */
const asWhom = () => (isRoot() ? ['--user=mysql'] : []);

async function giveAway(folder: string): Promise<void> {
  if (isRoot()) await run('chown', ['-R', 'mysql', folder]);
}
