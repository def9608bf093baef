import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestAccount } from '../support/accounts.js';
import type { CommandResult, RunCommand } from './in-process.js';

/** Lists of users in files, and the command that reads them. */
export class UserLists {
  private constructor(
    readonly directory: string,
    private readonly declaree: RunCommand,
  ) {}

  /** With a folder of its own, until `remove`. */
  static async create(declaree: RunCommand): Promise<UserLists> {
    return new UserLists(await mkdtemp(join(tmpdir(), 'declaree-list-')), declaree);
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true });
  }

  /** Writes a list for an account, in place of the one before. */
  async fileOf({ slug }: TestAccount, content: string | Uint8Array): Promise<string> {
    const file = join(this.directory, `${slug}.csv`);
    await writeFile(file, content);
    return file;
  }

  /** `users import` of a list, in JSON. */
  async check(
    account: TestAccount,
    content: string | Uint8Array,
    options: readonly string[] = [],
  ): Promise<CommandResult> {
    const file = await this.fileOf(account, content);
    return this.declaree(['users', 'import', account.slug, file, '--json', ...options]);
  }
}
