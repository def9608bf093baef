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

/** How long equal logins are counted instead of written, in milliseconds. */
const WINDOW_MS = 60_000;

/** Maximum windows per account or operator, so that guesses cannot flood the trail. Others are counted together. */
const WINDOWS_PER_OWNER = 50;

/** Longer than it takes to send the answer. */
const ANSWERED_AFTER_MS = 500;

/** Equal logins: same name, address and outcome. Only the first is written. */
interface Window {
  entry: LoginEntry;
  /** Number of logins after the first. */
  times: number;
  timer: NodeJS.Timeout;
}

const MANY: Pick<Author, 'id' | 'name' | 'address'> = {
  id: null,
  name: 'several names or addresses',
  address: null,
};

/**
 * Records successful and failed logins in the audit trail: the first immediately, equal ones of the next
 * minute as a count.
 */
@Injectable()
export class LoginRecords {
  private readonly windows = new Map<string, Map<string, Window>>();
  private readonly underway = new Set<Promise<void>>();
  /** Writes to do after the answer. */
  private readonly later = new Map<NodeJS.Timeout, () => void>();

  constructor(
    private readonly trails: LoginTrails,
    lateWrites: LateWrites,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    lateWrites.add(() => this.flush());
  }

  /** Writes in the transaction that starts or ends the session. */
  async record(
    tx: PlatformTransaction,
    principal: Principal,
    { action, origin }: { action: LoginAction; origin: Origin },
  ): Promise<void> {
    const author = authorOf(principal, origin);
    const entry = this.entryToWrite({ owner: ownerOf(principal), author, action, time: now() });
    if (entry) await this.trails.add(tx, entry);
  }

  /**
   * Records a failed login in the trails of the possible owners. Writes in the background, so that the response time
   * does not reveal whether the name exists.
   */
  failed(error: unknown, origin: Origin): void {
    if (origin.via === 'scim' || !(error instanceof DomainError)) return;
    const { callers = [], operator } = error.facts;
    const owners: [LoginOwner, Pick<Author, 'kind' | 'name'>][] = callers.map(
      ({ accountId, userId, actor }) => [
        { accountId, userId },
        { kind: 'user', name: actor },
      ],
    );
    if (operator) owners.push([{ operator }, { kind: 'operator', name: operator.name }]);
    for (const [owner, tried] of owners) {
      const author = { id: null, ...tried, ...origin };
      const login = { owner, author, action: 'login.failed', time: now(), detail: error.message } as const;
      const entry = this.entryToWrite(login);
      if (entry) this.writeLater(entry);
    }
  }

  /** Writes the counts; the windows stay open. */
  private async flush(): Promise<void> {
    for (const windows of this.windows.values())
      for (const window of windows.values()) this.writeTimes(window);
    for (const [timer, write] of this.later) {
      clearTimeout(timer);
      write();
    }
    await Promise.all(this.underway);
  }

  /** The entry to write; undefined if an equal one has been written and this one is only counted. */
  private entryToWrite(login: LoginEntry): LoginEntry | undefined {
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

  /** SQLite writes on the main thread and would delay the answer. */
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
        'cannot write a login to the audit trail',
      );
    });
    this.underway.add(written);
    void written.then(() => this.underway.delete(written));
  }
}

const now = () => new Date().toISOString();

function idOf(owner: LoginOwner): string {
  return 'accountId' in owner ? owner.accountId : owner.operator.id;
}

function keyOf({ author: { name, address, via }, action }: LoginEntry): string {
  return JSON.stringify([action, name, address, via]);
}
