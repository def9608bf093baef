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

/** A login that succeeded. */
interface Use {
  accountId: string;
  userId: string;
  network: string;
  userNameKey: string;
  time: string;
}

/** A use is stored once a day; in between it says nothing new. */
const ONCE_PER_MS = 86_400_000;
const KEPT_MS = 90 * ONCE_PER_MS;
const REMEMBERED_AT_MOST = 50_000;
/** Of one user: an identity provider has a few, and a person who travels. */
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
 * From where people log in with success, by password. It tells whose failure it is where several accounts have a user
 * name, and who is let through where somebody else tries many. Stored in the background, and known here until then.
 */
@Injectable()
export class LoginPlaces {
  private readonly noted = new LRUCache<string, string>({ max: REMEMBERED_AT_MOST, ttl: ONCE_PER_MS });
  private readonly uses: DeferredWrites<Use>;

  constructor(
    private readonly work: UnitOfWork,
    @Inject(LOGGER) logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.uses = lateWrites.deferred<Use>({
      merge: (earlier) => earlier,
      write: (_, use) => this.work.write(use.accountId, (tx) => store(tx, use)),
      failed: (error, key) =>
        logger.error({ err: error, key }, 'where a login came from could not be written'),
    });
  }

  /** Somebody has logged in. */
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

  /** Whether the user has logged in from there; `stored` is what the directory has found. */
  isKnown({ principal, userNameKey, isKnownThere }: LoginCandidate, network: string): boolean {
    if (isKnownThere) return true;
    return principal.kind === 'user' && this.noted.has(placeKey(principal.userId, userNameKey, network));
  }

  /**
   * Whose login a failure from `network` was, of the people whom a login name may mean. Of several it is the one who
   * logged in from there first, else the operator, else who ever logged in first; all users where nobody ever has. So
   * who takes a name that is in use elsewhere neither sees the other's failures nor hides them.
   */
  async ownersOf(candidates: readonly LoginCandidate[], network: string): Promise<readonly LoginCandidate[]> {
    const users = candidates.filter(({ principal }) => principal.kind === 'user');
    const operators = candidates.filter(({ principal }) => principal.kind === 'operator');
    const [first] = users;
    if (first === undefined || candidates.length === 1) return candidates;
    const rows = await this.work.readPlatform((tx) =>
      tx.queryAcrossAccounts(PLACES_OF_NAME, [first.userNameKey]),
    );
    const uses = users.map((user) => ({ user, ...this.usesOf(user, rows, network) }));
    const here = firstBy(uses, (use) => use.here);
    if (here) return [here.user];
    if (operators.length > 0) return operators;
    const ever = firstBy(uses, (use) => use.ever);
    return ever ? [ever.user] : users;
  }

  /** Removes the places of the account that nobody has logged in from for long. */
  async prune(tx: AccountTransaction, now: Date): Promise<void> {
    await tx.delete(LoginPlace, compare('lastAt', '<', new Date(now.getTime() - KEPT_MS).toISOString()));
  }

  /** When a user logged in first, from the network and from anywhere. What may not be stored yet counts too. */
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

/** The one with the first time, of those that have one. */
function firstBy<T>(items: readonly T[], timeOf: (item: T) => string | undefined): T | undefined {
  const dated = items.flatMap((item) => {
    const time = timeOf(item);
    return time === undefined ? [] : [{ item, time }];
  });
  return dated.toSorted((a, b) => (a.time < b.time ? -1 : 1))[0]?.item;
}

/** The user is held, so that two replicas do not store the same, and a user who has gone meanwhile gets nothing. */
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

/** Takes the place that was used longest ago, so that a new one is the last allowed. */
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
