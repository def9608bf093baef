import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DeferredWrites, WRITE_WITHIN_MS, type DeferredWriteOptions } from './deferred-writes.js';

interface LateWriteOptions<Note> extends Omit<DeferredWriteOptions<Note>, 'withinMs'> {
  atLeastMs?: number;
}

/** All that requests leave to be written after their answer. It is written before the program ends. */
@Injectable()
export class LateWrites implements OnApplicationShutdown {
  private readonly writers: (() => Promise<void>)[] = [];

  constructor(@Inject(WRITE_WITHIN_MS) private readonly withinMs: number) {}

  /** Notes of one kind. They are written after about a second, or after `atLeastMs` milliseconds where that is more. */
  deferred<Note>({ atLeastMs = 0, ...options }: LateWriteOptions<Note>): DeferredWrites<Note> {
    const withinMs = Math.max(this.withinMs, atLeastMs);
    const writes = new DeferredWrites<Note>({ withinMs, ...options });
    this.add(() => writes.flush());
    return writes;
  }

  /** @param flush writes what waits, and resolves when it is written; it must not throw */
  add(flush: () => Promise<void>): void {
    this.writers.push(flush);
  }

  /** Writes all that waits in this process. Never throws: what cannot be written goes to the program's log. */
  async flush(): Promise<void> {
    await Promise.all(this.writers.map((flush) => flush()));
  }

  onApplicationShutdown(): Promise<void> {
    return this.flush();
  }
}
