import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { counted } from '../common/counted.js';
import { DomainError } from '../common/errors.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { Author } from '../platform/database/author.js';
import { LateWrites } from '../platform/database/late-writes.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { authorOf, type Origin } from './author-of.js';
import {
  LoginTrails,
  ownerOf,
  type LoginAction,
  type LoginEntry,
  type LoginOwner,
} from './login-trails.service.js';
import type { Principal } from './principal.js';

/** How long equal logins are counted instead of written one by one. */
const WINDOW_MS = 60_000;

/** Of one account, or operator: guesses from everywhere, for every name, must not fill the trail. What is more is counted together. */
const WINDOWS_PER_OWNER = 50;

/** Longer than an answer takes to be made. */
const ANSWERED_AFTER_MS = 500;

/** Logins of one name, from one address, with one outcome, of which the first is written. */
interface Window {
  entry: LoginEntry;
  /** Of those after the first. */
  times: number;
  timer: NodeJS.Timeout;
}

const MANY: Pick<Author, 'id' | 'name' | 'address'> = {
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
    private readonly trails: LoginTrails,
    lateWrites: LateWrites,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    lateWrites.add(() => this.flush());
  }

  /** In the transaction of the session that begins or ends. */
  async record(
    tx: PlatformTransaction,
    principal: Principal,
    { action, origin }: { action: LoginAction; origin: Origin },
  ): Promise<void> {
    const author = authorOf(principal, origin);
    const entry = this.firstOf({ owner: ownerOf(principal), author, action });
    if (entry) await this.trails.add(tx, entry);
  }

  /**
   * A login that was refused, in the trails of those whom the refusal concerns. It is written in the background: how long
   * the answer takes must not tell whether there is such a name.
   */
  failed(error: unknown, origin: Origin): void {
    if (origin.via === 'scim' || !(error instanceof DomainError)) return;
    const { callers = [], operator } = error.facts;
    const owners: [LoginOwner, Pick<Author, 'kind' | 'name'>][] = callers.map(({ accountId, actor }) => [
      { accountId },
      { kind: 'user', name: actor },
    ]);
    if (operator) owners.push([{ operator }, { kind: 'operator', name: operator.name }]);
    for (const [owner, tried] of owners) {
      const author = { id: null, ...tried, ...origin };
      const entry = this.firstOf({ owner, author, action: 'login.failed', detail: error.message });
      if (entry) this.writeLater(entry);
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

  /** The entry to be written; undefined where an equal one has been written, and this one is counted. */
  private firstOf(login: LoginEntry): LoginEntry | undefined {
    const ownerId = idOf(login.owner);
    const windows = this.windows.get(ownerId) ?? new Map<string, Window>();
    this.windows.set(ownerId, windows);
    const isFull = windows.size >= WINDOWS_PER_OWNER && !windows.has(keyOf(login));
    const entry = isFull ? { ...login, author: { ...login.author, ...MANY } } : login;
    const key = keyOf(entry);
    const open = windows.get(key);
    if (open) {
      open.times += 1;
      return undefined;
    }
    const timer = setTimeout(() => this.close(ownerId, key), WINDOW_MS).unref();
    windows.set(key, { entry, times: 0, timer });
    return entry;
  }

  private close(ownerId: string, key: string): void {
    const windows = this.windows.get(ownerId);
    const window = windows?.get(key);
    if (!windows || !window) return;
    windows.delete(key);
    if (windows.size === 0) this.windows.delete(ownerId);
    this.writeTimes(window);
  }

  private writeTimes(window: Window): void {
    const { entry, times } = window;
    if (times === 0) return;
    window.times = 0;
    this.write({ ...entry, detail: `${counted(times, 'time')} more within a minute` });
  }

  /** SQLite writes on the program's one thread, and would so keep the answer waiting. */
  private writeLater(entry: LoginEntry): void {
    const write = () => {
      this.later.delete(timer);
      this.write(entry);
    };
    const timer = setTimeout(write, ANSWERED_AFTER_MS).unref();
    this.later.set(timer, write);
  }

  private write(entry: LoginEntry): void {
    const written = this.trails.write(entry).catch((error: unknown) => {
      this.logger.error(
        { err: error, ownerId: idOf(entry.owner) },
        'a login could not be written to the audit trail',
      );
    });
    this.underway.add(written);
    void written.then(() => this.underway.delete(written));
  }
}

function idOf(owner: LoginOwner): string {
  return 'accountId' in owner ? owner.accountId : owner.operator.id;
}

function keyOf({ author: { name, address, via }, action }: LoginEntry): string {
  return JSON.stringify([action, name, address, via]);
}
