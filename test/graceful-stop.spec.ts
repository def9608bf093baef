import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { createAdapter } from '../src/common/http/adapter.js';
import { LOGGER } from '../src/common/logger.js';
import { stopGracefully } from '../src/graceful-stop.js';
import { until } from './support/condition.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const lines: string[] = [];

@Module({ providers: [{ provide: LOGGER, useValue: pino({}, { write: (line) => void lines.push(line) }) }] })
class LoggingModule {}

it('a stop in which something cannot be ended says so in the log, and exits as any other', async () => {
  const app = await NestFactory.create<NestFastifyApplication>(
    LoggingModule,
    createAdapter({ trustProxy: false }),
    { logger: false },
  );
  // Nest catches what its own hooks throw, and not what the server's do.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', () => Promise.reject(new Error('the server would not end')));
  const known = SIGNALS.map((signal) => process.listeners(signal));
  stopGracefully(app);
  const added = SIGNALS.map((signal, index) =>
    process.listeners(signal).filter((one) => !known[index]?.includes(one)),
  );
  await app.listen(0, '127.0.0.1');
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  // Else the stop's own deadline would end the process of this test.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    for (const listener of added[0] ?? []) listener('SIGTERM');
    await until('it exits', () => exit.mock.calls.length > 0);
    expect(exit).toHaveBeenCalledWith(0);
    expect(lines.join()).toContain('the server would not end');
  } finally {
    vi.useRealTimers();
    exit.mockRestore();
    for (const [index, signal] of SIGNALS.entries())
      for (const one of added[index] ?? []) process.off(signal, one);
  }
});
