import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { REGISTRY, serveGauge } from './registry.js';

/** On SQLite, writers take turns on one connection; a read there never waits. */
const WRITERS_ON_SQLITE = 1;

/** How much of the database's connections is in use, and whether that is enough. */
@Injectable()
export class DatabaseMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, work: UnitOfWork, { options }: DataSource) {
    const connections = options.poolSize ?? WRITERS_ON_SQLITE;
    serveGauge(
      registry,
      'declaree_database_connections',
      'Connections that the program may have to its database',
      () => connections,
    );
    serveGauge(
      registry,
      'declaree_database_connections_in_use',
      'Connections that transactions and reads hold',
      () => Math.min(work.underway, connections),
    );
    serveGauge(
      registry,
      'declaree_database_connections_waiting',
      'Transactions and reads that wait for a connection',
      () => Math.max(0, work.underway - connections),
    );
  }
}
