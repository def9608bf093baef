import { counted } from '../../common/counted.js';
import { moment } from '../../common/moment.js';
import { ApiKey, KEY_ENDS_SOON_DAYS } from '../../auth/api-key.entity.js';
import { all, compare } from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';
import { ok, problem, warning, type Check } from '../check.js';
import { listed } from '../wording.js';
import { daysBefore } from './log.js';
import { join } from '../../platform/database/sql/selection.js';

/** How many keys are read: an account may have any number of them. */
const MAX_KEYS = 100;

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
      limit: MAX_KEYS,
    });
    const keys = found.flatMap(({ expiresAt, ...key }) =>
      expiresAt === null ? [] : [{ ...key, expiresAt }],
    );
    if (keys.length === 0)
      return ok(`No API key expires, or has expired, within ${KEY_ENDS_SOON_DAYS} days.`);
    const expired = keys.filter(({ expiresAt }) => expiresAt <= now.toISOString());
    const lines = keys.map((key) => {
      const verb = expired.includes(key) ? 'expired' : 'expires';
      return `"${key.name}" of ${key.userName} ${verb} on ${moment(key.expiresAt)}`;
    });
    const number = keys.length < MAX_KEYS ? counted(keys.length, 'API key') : `${MAX_KEYS} API keys or more`;
    const detail = `${number}: ${listed(lines, lines.length)}.`;
    const advice = `If the identity provider uses that key, create a new one in Declaree, enter it ${words.connection}, and revoke the old one.`;
    return expired.some(({ id }) => id === provider?.keyId)
      ? problem(detail, advice)
      : warning(detail, advice);
  },
};
