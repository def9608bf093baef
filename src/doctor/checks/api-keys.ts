import { counted } from '../../common/counted.js';
import { ApiKey } from '../../users/api-key.entity.js';
import { all, compare } from '../../database/predicate.js';
import { User } from '../../users/user.entity.js';
import { ok, problem, warning, type Check } from '../check.js';
import { listed, moment } from '../wording.js';
import { daysBefore } from './log.js';

const DAYS = 30;
/** How many keys are looked at; nothing limits how many an account has. */
const AT_MOST = 100;

type Key = Pick<ApiKey, 'name'> & { expiresAt: string; userName: string };

/** Keys of active administrators, which alone let an identity provider in. */
export const apiKeyCheck: Check = {
  id: 'api-keys',
  title: 'API keys',
  run: async (tx, { now, activity, administrators: { named } }) => {
    const keys = await tx.select<ApiKey, Key>(ApiKey, {
      columns: ['name', 'expiresAt'],
      joins: [
        {
          entity: User,
          on: { id: 'userId' },
          columns: { userName: 'userName' },
          having: { role: 'admin', active: true },
        },
      ],
      where: all(
        compare('expiresAt', '>', daysBefore(now, DAYS)),
        compare('expiresAt', '<', daysBefore(now, -DAYS)),
      ),
      orderBy: [{ column: 'expiresAt' }],
      limit: AT_MOST,
    });
    if (keys.length === 0) return ok(`No API key expires, or has expired, within ${DAYS} days.`);
    const expired = keys.filter(({ expiresAt }) => expiresAt <= now.toISOString());
    const said = keys.map((key) => {
      const verb = expired.includes(key) ? 'expired' : 'expires';
      return `"${key.name}" of ${key.userName} ${verb} on ${moment(key.expiresAt)}`;
    });
    const number = keys.length < AT_MOST ? counted(keys.length, 'API key') : `${AT_MOST} API keys or more`;
    const detail = `${number}: ${listed(said, said.length)}.`;
    const advice =
      'Where the identity provider uses that key, make a new one in Declaree, put it into the identity provider, and revoke the old one.';
    // Nobody has come in since the key ran out of the one who used to come.
    const isMissed = expired.some(
      ({ userName, expiresAt }) => userName === named?.userName && (activity.lastCallAt ?? '') <= expiresAt,
    );
    return isMissed ? problem(detail, advice) : warning(detail, advice);
  },
};
