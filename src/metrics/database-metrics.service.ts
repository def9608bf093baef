import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { REGISTRY, serveGauge } from './registry.js';

/** SQLite has one write connection; reads never wait. */
const WRITERS_ON_SQLITE = 1;

/** Gauges of the database connection pool. */
@Injectable()
export class DatabaseMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, unitOfWork: UnitOfWork, { options }: DataSource) {
    const connections = options.poolSize ?? WRITERS_ON_SQLITE;
    serveGauge(
      registry,
      'declaree_database_connections',
      'Size of the database connection pool',
      () => connections,
    );
    serveGauge(
      registry,
      'declaree_database_connections_in_use',
      'Connections used by transactions and reads',
      () => Math.min(unitOfWork.underway, connections),
    );
    serveGauge(
      registry,
      'declaree_database_connections_waiting',
      'Transactions and reads waiting for a connection',
      () => Math.max(0, unitOfWork.underway - connections),
    );
  }
}
