import {
  spawn,
  type ChildProcessWithoutNullStreams,
  type SpawnOptionsWithoutStdio,
} from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ts from 'typescript';

/** How a process ended, and all that it wrote. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** From the signal, or the start, until the process was gone. */
  milliseconds: number;
}

/** `goneAt` is by `performance.now()`. */
type Exit = Ended & { goneAt: number };

export interface ServerProcess {
  url: string;
  pid: number | undefined;
  /** Sends the signal, once, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

type Environment = Record<string, string>;
type SpawnOptions = Pick<SpawnOptionsWithoutStdio, 'uid' | 'gid' | 'detached'>;

/** What the system imposes on a process. */
export interface Limits {
  /** As whom it runs; only root can choose. */
  uid?: number;
  /** The largest file that it may write, in kilobytes. */
  fileSize?: number;
}

/** Many: a loaded machine is not a failure. */
const READY_WITHIN_SECONDS = 150;

/** What another version of Node.js advises is no fault of the program: tests take whatever else is on standard error for one. */
const WITHOUT_ADVICE = '--disable-warning=DeprecationWarning --disable-warning=ExperimentalWarning';

/** The variable that names a folder of the whole run, for the program that its test files share. */
export const BUILD_FOLDER = 'DECLAREE_TEST_BUILD';

/** The repository's own folder. */
const ROOT = join(import.meta.dirname, '../..');
const SOURCES = join(ROOT, 'src');

/** A copy of the built program, and the processes that were started from it. `remove` ends those and deletes it. */
export class Program {
  private readonly children = new Set<ChildProcessWithoutNullStreams>();

  private constructor(readonly directory: string) {}

  static async build(): Promise<Program> {
    const directory = await mkdtemp(join(tmpdir(), 'declaree-program-'));
    const shared = process.env[BUILD_FOLDER];
    const dist = join(directory, 'dist');
    if (shared === undefined) await compile(SOURCES, dist);
    else await cp(await compiledBelow(shared), dist, { recursive: true });
    const { type, version, scripts } = JSON.parse(
      await readFile(join(ROOT, 'package.json'), 'utf8'),
    ) as object & {
      type: string;
      version: string;
      scripts: Record<string, string>;
    };
    await writeFile(
      join(directory, 'package.json'),
      JSON.stringify({ type, version, scripts: { start: scripts['start'] } }),
    );
    await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    // A server may run as somebody else.
    await chmod(directory, 0o755);
    return new Program(directory);
  }

  /** Starts a server on a free port, unless the environment names one, and waits until it answers. */
  start(environment: Environment, limits: Limits = {}): Promise<ServerProcess> {
    return serving(this.spawn('main.js', [], environment, limits));
  }

  /** Starts a server by `npm start`, in a process group of its own, as people and supervisors do. */
  startByNpm(environment: Environment): Promise<ServerProcess> {
    return serving(this.spawnLine(['npm', '--no-update-notifier', 'start'], environment, { detached: true }));
  }

  /** Runs a script, `main.js` or `cli.js`, to its end. */
  run(
    script: 'main.js' | 'cli.js',
    parameters: string[],
    environment: Environment,
    limits: Limits = {},
  ): Promise<Ended> {
    return collect(this.spawn(script, parameters, environment, limits));
  }

  /** Starts `cli.js` and kills it in the middle of its work, as soon as `when` is fulfilled. */
  async interrupt(parameters: string[], environment: Environment, when: () => Promise<void>): Promise<Ended> {
    const child = this.spawn('cli.js', parameters, environment, {});
    const ended = collect(child);
    await when();
    child.kill('SIGKILL');
    return ended;
  }

  /**
   * Starts a server and sends it SIGTERM as soon as `when` is fulfilled; `asFirst` makes it the first process that its part of the
   * system has, as a container's is.
   */
  async stopEarly(
    environment: Environment,
    when: (pid: number) => Promise<void>,
    { asFirst = false } = {},
  ): Promise<Ended> {
    const line = [process.execPath, join(this.directory, 'dist/main.js')];
    const alone = asFirst ? ['unshare', '--pid', '--fork', '--kill-child', ...line] : line;
    const child = this.spawnLine(alone, environment, {});
    const ended = collect(child);
    const pid = asFirst ? await onlyChildOf(child.pid ?? 0) : (child.pid ?? 0);
    await when(pid);
    const asked = performance.now();
    process.kill(pid, 'SIGTERM');
    const exit = await ended;
    return { ...exit, milliseconds: exit.goneAt - asked };
  }

  async remove(): Promise<void> {
    for (const child of this.children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private spawn(script: string, parameters: string[], environment: Environment, { uid, fileSize }: Limits) {
    const line = [process.execPath, join(this.directory, 'dist', script), ...parameters];
    const limited =
      fileSize === undefined
        ? line
        : ['bash', '--norc', '-c', `ulimit -f ${fileSize}; exec "$@"`, '-', ...line];
    const options = uid === undefined ? {} : { uid, gid: uid };
    return this.spawnLine(limited, environment, options);
  }

  private spawnLine(
    [command = '', ...parameters]: string[],
    environment: Environment,
    options: SpawnOptions,
  ) {
    const child = spawn(command, parameters, {
      cwd: this.directory,
      env: {
        PATH: process.env['PATH'],
        NODE_OPTIONS: WITHOUT_ADVICE,
        PORT: '0',
        DEMO: 'off',
        LOG_LEVEL: 'silent',
        ...environment,
      },
      stdio: 'pipe',
      ...options,
    });
    child.stdin.end();
    this.children.add(child);
    return child;
  }
}

async function onlyChildOf(pid: number): Promise<number> {
  for (;;) {
    const child = Number.parseInt(await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10);
    if (child > 0) return child;
    await sleep(5);
  }
}

/** Waits until a server that was just started says on standard output where it answers. */
export async function serving(child: ChildProcessWithoutNullStreams): Promise<ServerProcess> {
  const ended = collect(child);
  let line = '';
  child.stdout.on('data', (data: string) => (line += data));
  const deadline = Date.now() + READY_WITHIN_SECONDS * 1_000;
  for (;;) {
    const url = /http:\/\/[\w.]+:\d+/.exec(line)?.[0];
    const { pid } = child;
    if (url !== undefined) return { url, pid, stop: (signal = 'SIGTERM') => stop(child, signal, ended) };
    if (child.exitCode !== null) throw new Error(`the server ended: ${(await ended).stderr}`);
    if (Date.now() > deadline) throw new Error(`the server is not ready after ${READY_WITHIN_SECONDS} s`);
    await sleep(20);
  }
}

/**
 * The compiled program, below a folder that the test files of a run share: whoever comes later finds it made. Where the sources
 * have changed since, as they do when someone watches the tests, it is made anew.
 */
async function compiledBelow(folder: string): Promise<string> {
  const target = join(folder, await digestOf(SOURCES));
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  await compile(SOURCES, unfinished);
  await rename(unfinished, target).catch(async (error: NodeJS.ErrnoException) => {
    // Another test file began at the same time, and was quicker.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(unfinished, { recursive: true });
  });
  return target;
}

/** Of every file below the folder, and its name. */
async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await filesIn(folder)).toSorted()) {
    hash.update(`${name}\0`).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) => extname(name) !== '');
}

/**
 * Compiles without checking types, and copies what else there is. A loader would not do: those that start fast leave out the decorators'
 * metadata, by which Nest knows what to inject.
 */
async function compile(from: string, to: string): Promise<void> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext, noEmit: false, sourceMap: false };
  for (const name of await filesIn(from)) {
    const target = join(to, name.replace(/\.tsx?$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    if (!/\.tsx?$/.test(name)) {
      await copyFile(join(from, name), target);
      continue;
    }
    const source = await readFile(join(from, name), 'utf8');
    const { outputText } = ts.transpileModule(source, { fileName: name, compilerOptions });
    await writeFile(target, outputText);
  }
}

async function collect(child: ChildProcessWithoutNullStreams): Promise<Exit> {
  const started = performance.now();
  let goneAt = started;
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  child.stdout.on('data', (data: string) => (written.stdout += data));
  child.stderr.on('data', (data: string) => (written.stderr += data));
  child.once('exit', () => (goneAt = performance.now()));
  // After the exit: no process is left that could write to it.
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...written, milliseconds: goneAt - started, goneAt };
}

async function stop(
  child: ChildProcessWithoutNullStreams,
  signal: NodeJS.Signals,
  ended: Promise<Exit>,
): Promise<Ended> {
  const asked = performance.now();
  child.kill(signal);
  const exit = await ended;
  return { ...exit, milliseconds: exit.goneAt - asked };
}
