import { counted } from '../../common/counted.js';
import { moment } from '../../common/moment.js';
import { endingSecrets } from '../../oauth/ending-secrets.js';
import { problem, warning, type Check } from '../check.js';
import { listed } from '../wording.js';

/** Connections whose last client secret ends soon, or has ended. Without any, the report has no such line. */
export const clientSecretCheck: Check = {
  id: 'client-secrets',
  title: 'Client secrets',
  run: async (tx, { now, words, activity: { provider } }) => {
    const ending = await endingSecrets(tx, now);
    if (ending.length === 0) return null;
    const hasEnded = (expiresAt: string) => expiresAt <= now.toISOString();
    const lines = ending.map(
      ({ name, expiresAt }) =>
        `the last one of "${name}" ${hasEnded(expiresAt) ? 'ended' : 'ends'} on ${moment(expiresAt)}`,
    );
    const detail = `${counted(ending.length, 'client secret')}: ${listed(lines, lines.length)}.`;
    const advice = `In Declaree under Connections, create a new secret, enter it ${words.connection}, and then revoke the old one.`;
    const isCut = ending.some(
      ({ connectionId, expiresAt }) => hasEnded(expiresAt) && connectionId === provider?.keyId,
    );
    return isCut ? problem(detail, advice) : warning(detail, advice);
  },
};
