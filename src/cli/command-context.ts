import { userInfo } from 'node:os';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { invalid, unavailable } from '../common/errors.js';
import { visibleJson, visibleLines, visibleValue } from '../common/visible-text.js';
import type { Settings } from '../config/settings.js';
import { openDatabase } from '../data-source.js';
import type { Author } from '../platform/database/author.js';
import { describeDatabase, type DatabaseSettings } from '../config/database-url.js';
import { pendingMigrations } from '../platform/database/connections/migrate.js';
import { CliModule } from './cli.module.js';
import { readPassword, type Terminal } from './terminal.js';

/** What every command has at hand: the database, the program's services, and the terminal. */
export class CommandContext {
  constructor(
    private readonly terminal: Terminal,
    private readonly loadSettings: () => Settings,
  ) {}

  /** Whom the audit trail names for what is done here: the member of staff. */
  get author(): Author {
    const name = this.loadSettings().operator ?? systemUser();
    return { kind: 'command line', id: null, name, via: 'cli', address: null };
  }

  /** Which database the command uses, without its password; undefined until it asks for one. */
  usedDatabase: string | undefined;

  /** Where the settings say that the database is. Throws SettingsError. */
  database(): DatabaseSettings {
    const { database } = this.loadSettings();
    this.usedDatabase = describeDatabase(database);
    return database;
  }

  /**
   * Runs `work` on the open database, whatever state its schema is in; only with `creates` where there is no file yet. Throws
   * `unavailable`, SettingsError.
   */
  async withDatabase<T>(
    work: (dataSource: DataSource) => Promise<T>,
    how: { creates?: boolean } = {},
  ): Promise<T> {
    const dataSource = await openDatabase(this.database(), how);
    try {
      return await work(dataSource);
    } finally {
      if (dataSource.isInitialized) await dataSource.destroy();
    }
  }

  /** Runs `work` with the program's services. Throws `unavailable` where the schema is not up to date. */
  withServices<T>(work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
    return this.withDatabase(async (dataSource) => {
      if ((await pendingMigrations(dataSource)).length > 0) {
        throw unavailable('The database is not up to date. Run "declaree db migrate" first.');
      }
      const options = { logger: false, abortOnError: false } as const;
      const services = await NestFactory.createApplicationContext(
        CliModule.register(dataSource, this.loadSettings()),
        options,
      );
      try {
        return await work(services);
      } finally {
        await services.close();
      }
    });
  }

  /** Throws `invalid` where a person types and has not said yes to what cannot be undone, which `what` says. */
  confirm(yes: boolean | undefined, what: string): void {
    if (yes || !this.terminal.isTyped) return;
    throw invalid(`${what}. Repeat the command with --yes.`);
  }

  /** The password on standard input where the command asks for that, else none. Throws `invalid`. */
  async password(fromInput: boolean | undefined): Promise<string | undefined> {
    return fromInput ? readPassword(this.terminal) : undefined;
  }

  /**
   * Prints the result: `value` as JSON where that was asked for, else what `describe` makes of it. It gets the texts of
   * `value` on one line each and with escapes in place of control characters: customers wrote them.
   */
  print<T>(asJson: boolean | undefined, value: T, describe: (value: T) => string): void {
    const text = asJson
      ? visibleJson(JSON.stringify(value, null, 2))
      : visibleLines(describe(visibleValue(value)));
    this.terminal.print(`${text}\n`);
  }

  /** Shows how far long work is where a person watches; an empty text takes it away. */
  progress(text: string): void {
    this.terminal.showProgress?.(text);
  }

  /** Prints a part of a file that comes in parts: as it is, but where it is shown on a screen. */
  printPart(text: string): void {
    this.terminal.print(this.terminal.isScreen ? visibleLines(text) : text);
  }
}

/** A container may run as a number that has no name. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim();
  }
}
