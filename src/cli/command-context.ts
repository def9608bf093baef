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

/** Gives commands the database, the program's services and the terminal. */
export class CommandContext {
  constructor(
    private readonly terminal: Terminal,
    private readonly loadSettings: () => Settings,
  ) {}

  /** The author in the audit trail: the member of staff who runs the command. */
  get author(): Author {
    const name = this.loadSettings().operator ?? systemUser();
    return { kind: 'command line', id: null, name, via: 'cli', address: null };
  }

  /** The database in use, without its password; undefined until `database` is called. */
  usedDatabase: string | undefined;

  /** The database of the settings. Throws SettingsError. */
  database(): DatabaseSettings {
    const { database } = this.loadSettings();
    this.usedDatabase = describeDatabase(database);
    return database;
  }

  /**
   * Runs `work` on the open database, even if its schema is not up to date. A missing file is only created with
   * `creates`. Throws `unavailable`, SettingsError.
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

  /** Runs `work` with the program's services. Throws `unavailable` if the schema is not up to date. */
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

  /** Throws `invalid` if the command is run interactively without --yes. `what` is the irreversible effect. */
  confirm(yes: boolean | undefined, what: string): void {
    if (yes || !this.terminal.isTyped) return;
    throw invalid(`${what}. Repeat the command with --yes.`);
  }

  /** The password from standard input if `fromInput`, else undefined. Throws `invalid`. */
  async password(fromInput: boolean | undefined): Promise<string | undefined> {
    return fromInput ? readPassword(this.terminal) : undefined;
  }

  /**
   * Prints `value` as JSON, or as the text of `describe`. `describe` gets all strings on one line and without control
   * characters, because customers wrote them.
   */
  print<T>(asJson: boolean | undefined, value: T, describe: (value: T) => string): void {
    const text = asJson
      ? visibleJson(JSON.stringify(value, null, 2))
      : visibleLines(describe(visibleValue(value)));
    this.terminal.print(`${text}\n`);
  }

  /** Shows the progress of long work on a terminal; an empty text clears it. */
  progress(text: string): void {
    this.terminal.showProgress?.(text);
  }

  /** Prints a part of a file; escapes invisible characters on a terminal only. */
  printPart(text: string): void {
    this.terminal.print(this.terminal.isScreen ? visibleLines(text) : text);
  }
}

/** In a container, the user id may have no name. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''}`.trim();
  }
}
