import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { createAdapter } from '../../../src/platform/http/adapter.js';
import { LOGGER } from '../../../src/platform/logging/logger.js';
import { stopGracefully } from '../../../src/platform/http/graceful-stop.js';
import { until } from '../../support/condition.js';

const lines: string[] = [];

@Module({ providers: [{ provide: LOGGER, useValue: pino({}, { write: (line) => void lines.push(line) }) }] })
class LoggingModule {}

it('a stop that fails to shut something down logs it, and exits as usual', async () => {
  const app = await NestFactory.create<NestFastifyApplication>(
    LoggingModule,
    createAdapter({ trustProxy: false }),
    { logger: false },
  );
  // Nest catches errors of its own hooks, but not of the server's.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', () => Promise.reject(new Error('the server would not end')));
  const stop = new AbortController();
  stopGracefully(app, stop.signal);
  await app.listen(0, '127.0.0.1');
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  // Else the stop's own deadlines would end the process of this test.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    stop.abort();
    await until('it is said', () => lines.join().includes('the server would not end'));
    await until('it exits', () => {
      vi.advanceTimersByTime(100);
      return exit.mock.calls.length > 0;
    });
    expect(exit).toHaveBeenCalledWith(0);
  } finally {
    vi.useRealTimers();
    exit.mockRestore();
    process.exitCode = undefined;
  }
});
