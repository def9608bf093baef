import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { RerouteWorker } from './reroute-worker.service.js';

/**
 * How often each process looks for work that another one has abandoned, as a multiple of how long a write may
 * wait.
 */
const LOOK_EVERY = 3;

/** How often it looks for approvers of reports that have none, as a multiple of the same. */
const LOOK_AGAIN_EVERY = 60;

/** Continues moving approvals if a process has ended, and finds approvers for reports that have none. */
@Injectable()
export class RerouteUpkeep extends PeriodicWork implements OnApplicationBootstrap {
  constructor(
    private readonly worker: RerouteWorker,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    const look = () => this.inTurn(() => this.worker.workOnDue());
    this.repeat(look, LOOK_EVERY * this.withinMs, this.withinMs);
    this.repeat(() => this.inTurn(() => this.worker.lookAgain()), LOOK_AGAIN_EVERY * this.withinMs);
  }
}
