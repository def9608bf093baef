import { counted } from '../../common/counted.js';
import { moment } from '../../common/moment.js';
import { endingSecrets, type EndingSecret } from '../../oauth/ending-secrets.js';
import { problem, warning, type Check } from '../check.js';
import { listed } from '../wording.js';

/**
 * Connections whose client secret in use ends soon, or has ended. If there are none, the report leaves this
 * check out.
 */
export const clientSecretCheck: Check = {
  id: 'client-secrets',
  title: 'Client secrets',
  run: async (tx, { now, words, activity: { provider } }) => {
    const ending = await endingSecrets(tx, now);
    if (ending.length === 0) return null;
    const hasEnded = (expiresAt: string) => expiresAt <= now.toISOString();
    const lines = ending.map(({ name, expiresAt, hasNewer }) => {
      const end = `${hasEnded(expiresAt) ? 'ended' : 'ends'} on ${moment(expiresAt)}`;
      return hasNewer
        ? `"${name}" still uses a secret that ${end}, although it has a newer one`
        : `the last secret of "${name}" ${end}`;
    });
    const detail = `${counted(ending.length, 'client secret')}: ${listed(lines, lines.length)}.`;
    const advice = adviceFor(ending, words.connection);
    const isCut = ending.some(
      ({ connectionId, expiresAt }) => hasEnded(expiresAt) && connectionId === provider?.keyId,
    );
    return isCut ? problem(detail, advice) : warning(detail, advice);
  },
};

function adviceFor(ending: readonly EndingSecret[], where: string): string {
  const enter = `If there is a newer secret, enter it ${where}, and then revoke the old one. If it is lost, create another one.`;
  const create = `In Declaree under Connections, create a new secret, enter it ${where}, and then revoke the old one.`;
  const needed = [
    ...(ending.some(({ hasNewer }) => hasNewer) ? [enter] : []),
    ...(ending.some(({ hasNewer }) => !hasNewer) ? [create] : []),
  ];
  return needed.join(' ');
}
