import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/logging/logger.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { DeferredWrites } from '../platform/database/deferred-writes.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LoginPlace } from './login-place.entity.js';
import { User } from '../users/user.entity.js';
import type { LoginCandidate } from './credential-directory.js';
import type { UserPrincipal } from './principal.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';

/** A successful login. */
interface Use {
  accountId: string;
  userId: string;
  network: string;
  userNameKey: string;
  time: string;
}

/** A use is stored once a day. */
const ONCE_PER_MS = 86_400_000;
const KEPT_MS = 90 * ONCE_PER_MS;
const REMEMBERED_AT_MOST = 50_000;
/** Maximum per user: identity providers and travellers have a few. */
const PLACES_AT_MOST = 20;

type PlaceRow = Pick<LoginPlace, 'userId' | 'network' | 'firstAt'>;

const PLACES_OF_NAME = rawStatement<PlaceRow>(
  `SELECT k."userId", k."network", k."firstAt" FROM "users" u
  JOIN "accounts" a ON a."id" = u."accountId"
  JOIN "login_places" k ON k."accountId" = u."accountId" AND k."userId" = u."id" AND k."userNameKey" = u."userNameKey"
  WHERE u."userNameKey" = ? AND u."deletedAt" IS NULL`,
  { firstAt: 'instant' },
);

/**
 * Networks of successful password logins. They decide to whom a failure belongs if several accounts have the user name,
 * and who is exempt from limits caused by others. Stored in the background; kept in memory until then.
 */
@Injectable()
export class LoginPlaces {
  private readonly noted = new LRUCache<string, string>({ max: REMEMBERED_AT_MOST, ttl: ONCE_PER_MS });
  private readonly uses: DeferredWrites<Use>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.uses = lateWrites.deferred<Use>({
      merge: (earlier) => earlier,
      write: (_, use) => this.unitOfWork.write(use.accountId, (tx) => store(tx, use)),
      failed: (error, key) => logger.error({ err: error, key }, 'cannot store the network of a login'),
    });
  }

  /** Notes a successful login. */
  note(
    { accountId, userId }: Pick<UserPrincipal, 'accountId' | 'userId'>,
    userNameKey: string,
    network: string,
  ): void {
    const key = placeKey(userId, userNameKey, network);
    if (this.noted.has(key)) return;
    const time = new Date().toISOString();
    this.noted.set(key, time);
    this.uses.note(key, { accountId, userId, network, userNameKey, time });
  }

  /** Whether the user has logged in from this network, stored or still in memory. */
  isKnown({ principal, userNameKey, isKnownThere }: LoginCandidate, network: string): boolean {
    if (isKnownThere) return true;
    return principal.kind === 'user' && this.noted.has(placeKey(principal.userId, userNameKey, network));
  }

  /**
   * The owners of a failed login from `network`, among the candidates for a login name. Of several, the first who
   * logged in from there, else the operator, else the first who ever logged in; if none has, all users. So creating a
   * user with a name that is in use elsewhere neither shows nor hides the other's failures.
   */
  async ownersOf(candidates: readonly LoginCandidate[], network: string): Promise<readonly LoginCandidate[]> {
    const users = candidates.filter(({ principal }) => principal.kind === 'user');
    const operators = candidates.filter(({ principal }) => principal.kind === 'operator');
    const [first] = users;
    if (first === undefined || candidates.length === 1) return candidates;
    const rows = await this.unitOfWork.readPlatform((tx) =>
      tx.queryAcrossAccounts(PLACES_OF_NAME, [first.userNameKey]),
    );
    const uses = users.map((user) => ({ user, ...this.usesOf(user, rows, network) }));
    const here = firstBy(uses, (use) => use.here);
    if (here) return [here.user];
    if (operators.length > 0) return operators;
    const ever = firstBy(uses, (use) => use.ever);
    return ever ? [ever.user] : users;
  }

  /** Deletes networks of the account that have not been used for long. */
  async prune(tx: AccountTransaction, now: Date): Promise<void> {
    await tx.delete(LoginPlace, compare('lastAt', '<', new Date(now.getTime() - KEPT_MS).toISOString()));
  }

  /** First logins of a user, from the network and from anywhere, including those not stored yet. */
  private usesOf(
    { principal, userNameKey }: LoginCandidate,
    rows: readonly PlaceRow[],
    network: string,
  ): { here: string | undefined; ever: string | undefined } {
    if (principal.kind !== 'user') return { here: undefined, ever: undefined };
    const { userId } = principal;
    const own = rows.filter((row) => row.userId === userId);
    const noted = this.noted.get(placeKey(userId, userNameKey, network));
    const times = (places: readonly PlaceRow[]) => places.map(({ firstAt }) => firstAt);
    return {
      here: earliest([...times(own.filter((row) => row.network === network)), noted]),
      ever: earliest([...times(own), noted]),
    };
  }
}

const placeKey = (userId: string, userNameKey: string, network: string) =>
  JSON.stringify([userId, userNameKey, network]);

function earliest(times: readonly (string | undefined)[]): string | undefined {
  return times.filter((time) => time !== undefined).toSorted()[0];
}

/** The item with the earliest time, if any has one. */
function firstBy<T>(items: readonly T[], timeOf: (item: T) => string | undefined): T | undefined {
  const dated = items.flatMap((item) => {
    const time = timeOf(item);
    return time === undefined ? [] : [{ item, time }];
  });
  return dated.toSorted((a, b) => (a.time < b.time ? -1 : 1))[0]?.item;
}

/** Locks the user, so that two replicas do not store the same network, and nothing is stored for a deleted user. */
async function store(tx: AccountTransaction, { userId, network, userNameKey, time }: Use): Promise<void> {
  const user = await tx.find(User, { columns: ['userNameKey'], where: idIs(userId), forUpdate: true });
  if (user?.userNameKey !== userNameKey) return;
  const here = all(equal('userId', userId), equal('network', network));
  const known = await tx.find(LoginPlace, { columns: ['userNameKey'], where: here });
  if (known) {
    const anew = known.userNameKey === userNameKey ? {} : { userNameKey, firstAt: time };
    await tx.update(LoginPlace, { ...anew, lastAt: time }, here);
    return;
  }
  await makeRoom(tx, userId);
  await tx.insert(LoginPlace, [{ userId, network, userNameKey, firstAt: time, lastAt: time }]);
}

/** Deletes the least recently used network to make room for a new one. */
async function makeRoom(tx: AccountTransaction, userId: string): Promise<void> {
  const isOwn = equal('userId', userId);
  const places = await tx.select(LoginPlace, {
    columns: ['network'],
    where: isOwn,
    orderBy: [{ column: 'lastAt', descending: true }],
  });
  for (const { network } of places.slice(PLACES_AT_MOST - 1))
    await tx.delete(LoginPlace, all(isOwn, equal('network', network)));
}
