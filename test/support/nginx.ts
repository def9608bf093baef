import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './condition.js';
import { freePort } from './free-port.js';
import { findTool } from './tools.js';

/** Where nginx is; undefined where its tests are left out. */
export const NGINX = findTool('nginx');

/** nginx with the configuration that `docs/operations` recommends, in front of two servers of a test. */
export class Nginx {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly directory: string,
  ) {}

  /** @param asDocumented false for an nginx that buffers bodies and opens a connection for each request, as without our lines */
  static async start(upstreams: readonly [string, string], { asDocumented = true } = {}): Promise<Nginx> {
    if (NGINX === undefined) throw new Error('no nginx');
    const directory = await mkdtemp(join(tmpdir(), 'declaree-nginx-'));
    const port = await freePort();
    const documented = await configuration(port, upstreams);
    const usual = documented
      .replace('proxy_request_buffering off;', 'client_body_buffer_size 12m;')
      .replace('Connection "";', 'Connection close;');
    await writeFile(join(directory, 'server.conf'), asDocumented ? documented : usual);
    await writeFile(join(directory, 'nginx.conf'), around(directory));
    const child = spawn(NGINX, ['-c', join(directory, 'nginx.conf'), '-p', directory], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const nginx = new Nginx(`http://127.0.0.1:${port}`, child, directory);
    const failed = once(child, 'error').then(([error]: unknown[]) => {
      throw error;
    });
    await Promise.race([failed, nginx.ready()]);
    return nginx;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    await until('nginx is ready', () =>
      fetch(`${this.url}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
  }
}

/** The documented file, with a port and upstreams that this machine has. */
async function configuration(port: number, [one, other]: readonly [string, string]): Promise<string> {
  const text = await readFile('docs/operations/nginx.conf', 'utf8');
  return text
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('app-1:3000', new URL(one).host)
    .replace('app-2:3000', new URL(other).host);
}

/** What a distribution's own configuration has around such a file; all that is written stays in the directory. */
function around(directory: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    'daemon off;',
    'worker_processes 1;',
    `pid ${directory}/nginx.pid;`,
    'error_log stderr crit;',
    'events { worker_connections 256; }',
    'http {',
    '  access_log off;',
    ...temporary.map((name) => `  ${name}_temp_path ${directory}/${name};`),
    `  include ${directory}/server.conf;`,
    '}',
  ].join('\n');
}
