import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';
import { findTool } from './tools.js';

/** Where Redis is; undefined where tests that stop it are left out. */
export const REDIS_SERVER = findTool('redis-server');

const READY_WITHIN_MS = 60_000;

/** A test's own Redis, which can be stopped. It keeps no data after a restart. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    if (REDIS_SERVER === undefined) throw new Error('no Redis');
    const child = spawn(REDIS_SERVER, [...options, '--dir', tmpdir()], { stdio: 'ignore' });
    this.child = child;
    const failed = once(child, 'error').then(([error]: unknown[]) => {
      throw error;
    });
    await Promise.race([failed, this.ready()]);
  }

  /** Ends it at once, as a crash does. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Extends all keys to an hour, so that slow machines do not matter. */
  async keepAll(): Promise<void> {
    const redis = new Redis(this.url);
    for (const key of await redis.keys('*')) await redis.expire(key, 3_600);
    redis.disconnect();
  }

  private async ready(): Promise<void> {
    const redis = new Redis(this.url, { retryStrategy: () => 50 });
    redis.on('error', () => undefined);
    try {
      const late = sleep(READY_WITHIN_MS, undefined, { ref: false }).then(() => {
        throw new Error('the Redis server is not ready after 60 s');
      });
      await Promise.race([redis.ping(), late]);
    } finally {
      redis.disconnect();
    }
  }
}
