import { counted } from '../../common/counted.js';
import { moment } from '../../common/moment.js';
import { ApiKey, KEY_ENDS_SOON_DAYS } from '../../auth/api-key.entity.js';
import { all, compare } from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';
import { ok, problem, warning, type Check } from '../check.js';
import { listed } from '../wording.js';
import { daysBefore } from './log.js';
import { join } from '../../platform/database/sql/selection.js';

/** How many keys are looked at; nothing limits how many an account has. */
const AT_MOST = 100;

/** Keys of active administrators, which alone let an identity provider in. */
export const apiKeyCheck: Check = {
  id: 'api-keys',
  title: 'API keys',
  run: async (tx, { now, words, activity: { provider } }) => {
    const found = await tx.select(ApiKey, {
      columns: ['id', 'name', 'expiresAt'],
      joins: [
        join(User, {
          on: { id: 'userId' },
          columns: { userName: 'userName' },
          values: { role: 'admin', active: true },
        }),
      ],
      where: all(
        compare('expiresAt', '>', daysBefore(now, KEY_ENDS_SOON_DAYS)),
        compare('expiresAt', '<', daysBefore(now, -KEY_ENDS_SOON_DAYS)),
      ),
      orderBy: [{ column: 'expiresAt' }],
      limit: AT_MOST,
    });
    const keys = found.flatMap(({ expiresAt, ...key }) =>
      expiresAt === null ? [] : [{ ...key, expiresAt }],
    );
    if (keys.length === 0)
      return ok(`No API key expires, or has expired, within ${KEY_ENDS_SOON_DAYS} days.`);
    const expired = keys.filter(({ expiresAt }) => expiresAt <= now.toISOString());
    const said = keys.map((key) => {
      const verb = expired.includes(key) ? 'expired' : 'expires';
      return `"${key.name}" of ${key.userName} ${verb} on ${moment(key.expiresAt)}`;
    });
    const number = keys.length < AT_MOST ? counted(keys.length, 'API key') : `${AT_MOST} API keys or more`;
    const detail = `${number}: ${listed(said, said.length)}.`;
    const advice = `Where the identity provider uses that key, make a new one in Declaree, enter it ${words.connection}, and revoke the old one.`;
    return expired.some(({ id }) => id === provider?.keyId)
      ? problem(detail, advice)
      : warning(detail, advice);
  },
};
