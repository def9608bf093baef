import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import type { RawStatement } from '../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { REGISTRY } from './registry.js';

/** Maximum number of series of a gauge. */
export const SERIES_AT_MOST = 1_000;

/** What every gauge of the state of the database needs. */
@Injectable()
export class GaugeMeans {
  constructor(
    @Inject(REGISTRY) readonly registry: Registry,
    readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) readonly withinMs: number,
  ) {}
}

/** A gauge, and how its series are read. */
export interface GaugeDefinition<Label extends string, Row> {
  name: string;
  help: string;
  labels: readonly Label[];
  /** What the gauge shows, for the log. */
  what: string;
  /** How often the gauge is read, as a multiple of how long a write may wait: about a second. */
  everyWrites: number;
  /** Its only parameter is the maximum number of rows. */
  statement: RawStatement<Row>;
  series: (row: Row) => { labels: Record<Label, string>; value: number };
}

/**
 * A gauge of the state of the database. It is read in the background, so that neither requests nor scrapes
 * cost a statement, and `/metrics` answers even without the database.
 */
export abstract class PeriodicGauge<Label extends string, Row>
  extends PeriodicWork
  implements OnApplicationBootstrap
{
  private readonly gauge: Gauge<Label>;

  constructor(
    private readonly means: GaugeMeans,
    private readonly definition: GaugeDefinition<Label, Row>,
  ) {
    super();
    const { name, help, labels: labelNames } = definition;
    this.gauge = new Gauge({ name, help, labelNames, registers: [means.registry] });
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.refresh(), this.definition.everyWrites * this.means.withinMs);
  }

  /** Reads the values again. Never throws: if they cannot be read, the earlier ones stay. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      const { statement, what } = this.definition;
      try {
        const rows = await this.means.unitOfWork.readPlatform((tx) =>
          tx.queryAcrossAccounts(statement, [SERIES_AT_MOST]),
        );
        this.show(rows);
      } catch (error) {
        this.means.logger.warn({ err: error }, `cannot read ${what} for the metrics`);
      }
    });
  }

  private show(rows: readonly Row[]): void {
    const { series } = this.definition;
    this.gauge.reset();
    for (const row of rows) {
      const { labels, value } = series(row);
      this.gauge.set(labels, value);
    }
  }
}
