import { Module } from '@nestjs/common';
import { AccountQueues } from './account-queues.js';
import { Connections } from './connections/connections.js';
import { WRITE_WITHIN_MS } from './deferred-writes.js';
import { LateWrites } from './late-writes.js';
import { UnitOfWork } from './unit-of-work.js';

/** Transactions, on the connections of the root module. */
@Module({
  providers: [
    UnitOfWork,
    AccountQueues,
    LateWrites,
    {
      provide: WRITE_WITHIN_MS,
      inject: [Connections],
      useFactory: ({ writeWithinMs }: Connections) => writeWithinMs,
    },
  ],
  exports: [UnitOfWork, AccountQueues, LateWrites, WRITE_WITHIN_MS],
})
export class DatabaseModule {}
