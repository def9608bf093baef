import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { AuditService } from '../accounts/audit.service.js';
import type { AuditAction } from '../accounts/audit-entry.entity.js';
import { counted } from '../common/counted.js';
import { DomainError } from '../common/errors.js';
import { LOGGER } from '../common/logger.js';
import type { AuthoredTransaction } from '../database/account-transaction.js';
import type { Author } from '../database/author.js';
import { LateWrites } from '../database/late-writes.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Origin } from './author-of.js';

/** How long equal logins are counted instead of written one by one. */
const WINDOW_MS = 60_000;

/** Of one account: guesses from everywhere, for every name, must not fill its trail. What is more is counted together. */
const WINDOWS_PER_ACCOUNT = 50;

type LoginAction = Extract<AuditAction, 'login.succeeded' | 'login.failed' | 'session.ended'>;

/** Logins of one name, from one address, with one outcome, of which the first is written. */
interface Window {
  accountId: string;
  author: Author;
  action: LoginAction;
  /** Of those after the first. */
  times: number;
  timer: NodeJS.Timeout;
}

/** Longer than an answer takes to be made. */
const ANSWERED_AFTER_MS = 500;

const MANY: Pick<Author, 'kind' | 'id' | 'name' | 'address'> = {
  kind: 'user',
  id: null,
  name: 'several names or addresses',
  address: null,
};

/** Writes logins, good ones and failed ones, to the audit trail: the first at once, equal ones of the next minute as a number. */
@Injectable()
export class LoginRecords {
  private readonly windows = new Map<string, Map<string, Window>>();
  private readonly underway = new Set<Promise<void>>();
  /** What is written once its request has been answered. */
  private readonly later = new Map<NodeJS.Timeout, () => void>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
    lateWrites: LateWrites,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    lateWrites.add(() => this.flush());
  }

  /** In the transaction of the session that begins or ends. */
  async record(tx: AuthoredTransaction, action: LoginAction): Promise<void> {
    const author = this.firstOf(tx.accountId, tx.author, action);
    if (author) await this.audit.record(tx, { action });
  }

  /**
   * A login that was refused, in the trails of the accounts that the refusal concerns. It is written in the background:
   * how long the answer takes must not tell whether there is such a name.
   */
  failed(error: unknown, origin: Origin): void {
    if (origin.via === 'scim' || !(error instanceof DomainError)) return;
    for (const { accountId, actor } of error.facts.callers ?? []) {
      const tried: Author = { kind: 'user', id: null, name: actor, ...origin };
      const author = this.firstOf(accountId, tried, 'login.failed');
      if (author) this.writeLater(accountId, author, { action: 'login.failed', detail: error.message });
    }
  }

  /** Windows stay open: what comes after is counted on. */
  private async flush(): Promise<void> {
    for (const windows of this.windows.values())
      for (const window of windows.values()) this.writeTimes(window);
    for (const [timer, write] of this.later) {
      clearTimeout(timer);
      write();
    }
    await Promise.all(this.underway);
  }

  /** Whose entry is to be written; undefined where an equal one has been written, and is counted. */
  private firstOf(accountId: string, author: Author, action: LoginAction): Author | undefined {
    const windows = this.windows.get(accountId) ?? new Map<string, Window>();
    this.windows.set(accountId, windows);
    const isFull = windows.size >= WINDOWS_PER_ACCOUNT && !windows.has(keyOf(author, action));
    const whose = isFull ? { ...author, ...MANY } : author;
    const key = keyOf(whose, action);
    const open = windows.get(key);
    if (open) {
      open.times += 1;
      return undefined;
    }
    const timer = setTimeout(() => this.close(accountId, key), WINDOW_MS).unref();
    windows.set(key, { accountId, author: whose, action, times: 0, timer });
    return whose;
  }

  private close(accountId: string, key: string): void {
    const windows = this.windows.get(accountId);
    const window = windows?.get(key);
    if (!windows || !window) return;
    clearTimeout(window.timer);
    windows.delete(key);
    if (windows.size === 0) this.windows.delete(accountId);
    this.writeTimes(window);
  }

  private writeTimes(window: Window): void {
    const { accountId, author, action, times } = window;
    if (times === 0) return;
    window.times = 0;
    this.write(accountId, author, { action, detail: `${counted(times, 'time')} more within a minute` });
  }

  /** SQLite writes on the program's one thread, and would so keep the answer waiting. */
  private writeLater(...entry: Parameters<LoginRecords['write']>): void {
    const write = () => {
      this.later.delete(timer);
      this.write(...entry);
    };
    const timer = setTimeout(write, ANSWERED_AFTER_MS).unref();
    this.later.set(timer, write);
  }

  private write(accountId: string, author: Author, deed: { action: LoginAction; detail: string }): void {
    const written = this.unitOfWork
      .write(accountId, (tx) => this.audit.record(tx.by(author), deed))
      .catch((error: unknown) => {
        this.logger.error({ err: error, accountId }, 'a login could not be written to the audit trail');
      });
    this.underway.add(written);
    void written.then(() => this.underway.delete(written));
  }
}

function keyOf({ name, address, via }: Author, action: LoginAction): string {
  return JSON.stringify([action, name, address, via]);
}
