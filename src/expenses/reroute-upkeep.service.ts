import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { RerouteWorker } from './reroute-worker.service.js';

/** How often each process looks for work that another one has left, as a multiple of how long a write may wait. */
const LOOK_EVERY = 3;

/** The same for approvers of reports that wait for any. */
const LOOK_AGAIN_EVERY = 60;

/** Goes on with moving approvals where a process has ended, and finds approvers for reports that wait for any. */
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
