import { counted } from '../../common/counted.js';
import { moment } from '../../common/moment.js';
import { KEY_ENDS_SOON_DAYS } from '../../auth/api-key.entity.js';
import { ENDING_KEYS_AT_MOST, endingKeys } from '../../auth/ending-keys.js';
import { ok, problem, warning, type Check } from '../check.js';
import { listed } from '../wording.js';

/** The keys of active administrators. Only these let an identity provider in. */
export const apiKeyCheck: Check = {
  id: 'api-keys',
  title: 'API keys',
  run: async (tx, { now, words, activity: { provider } }) => {
    const keys = await endingKeys(tx, now);
    if (keys.length === 0)
      return ok(
        `No API key expires in the next ${KEY_ENDS_SOON_DAYS} days or expired in the last ${KEY_ENDS_SOON_DAYS}.`,
      );
    const expired = keys.filter(({ expiresAt }) => expiresAt <= now.toISOString());
    const lines = keys.map((key) => {
      const verb = expired.includes(key) ? 'expired' : 'expires';
      return `"${key.name}" of ${key.userName} ${verb} on ${moment(key.expiresAt)}`;
    });
    const number =
      keys.length < ENDING_KEYS_AT_MOST
        ? counted(keys.length, 'API key')
        : `${ENDING_KEYS_AT_MOST} API keys or more`;
    const detail = `${number}: ${listed(lines, lines.length)}.`;
    const advice = `If the identity provider uses that key, create a new one in Declaree, enter it ${words.connection}, and revoke the old one.`;
    return expired.some(({ id }) => id === provider?.keyId)
      ? problem(detail, advice)
      : warning(detail, advice);
  },
};
