import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { RoleSweepWorker } from './role-sweep-worker.service.js';

/**
 * How often each process looks for sweeps that another one has abandoned, as a multiple of how long a write
 * may wait.
 */
const LOOK_EVERY = 3;

/** Continues settling roles if a process has ended. */
@Injectable()
export class RoleSweepUpkeep extends PeriodicWork implements OnApplicationBootstrap {
  constructor(
    private readonly worker: RoleSweepWorker,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    const look = () => this.inTurn(() => this.worker.workOnDue());
    this.repeat(look, LOOK_EVERY * this.withinMs, this.withinMs);
  }
}
