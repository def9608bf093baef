import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DeferredWrites, WRITE_WITHIN_MS, type DeferredWriteOptions } from './deferred-writes.js';

interface LateWriteOptions<Note> extends Omit<DeferredWriteOptions<Note>, 'withinMs'> {
  atLeastMs?: number;
}

/** Writes that happen after the answer to a request. Flushed before the program ends. */
@Injectable()
export class LateWrites implements OnApplicationShutdown {
  private readonly writers: (() => Promise<void>)[] = [];

  constructor(@Inject(WRITE_WITHIN_MS) private readonly withinMs: number) {}

  /** Deferred writes of one kind, written after about a second, or after `atLeastMs` if that is longer. */
  deferred<Note>({ atLeastMs = 0, ...options }: LateWriteOptions<Note>): DeferredWrites<Note> {
    const withinMs = Math.max(this.withinMs, atLeastMs);
    const writes = new DeferredWrites<Note>({ withinMs, ...options });
    this.add(() => writes.flush());
    return writes;
  }

  /** @param flush writes everything pending; must not reject */
  add(flush: () => Promise<void>): void {
    this.writers.push(flush);
  }

  /** Writes everything pending. Never throws: failed writes are logged. */
  async flush(): Promise<void> {
    await Promise.all(this.writers.map((flush) => flush()));
  }

  onApplicationShutdown(): Promise<void> {
    return this.flush();
  }
}
