import type { EndingKey } from '../../auth/ending-keys.js';
import { moment } from '../../common/moment.js';
import type { EndingSecret } from '../../oauth/ending-secrets.js';
import { mailText, OwnText } from '../../platform/mail/mail-text.js';
import type { Message } from './notification-outbox.service.js';

const ENTER_NEWER = `The connection has a newer secret, but the identity provider still uses the old
one. Enter the newer one in the identity provider, and then revoke the old one. If
it is lost, open Connections in Declaree's console and create another one.`;

const CREATE_SECOND = `Open Connections in Declaree's console, create a second secret, enter it in the
identity provider, and then revoke the old one. Provisioning is not interrupted.`;

/** Says that the secret of a connection that the identity provider uses ends. */
export function secretEnds(account: string, secret: EndingSecret): Message {
  const { id, connectionId, name, expiresAt, hasNewer } = secret;
  return {
    type: 'expiry.client-secret',
    data: { connectionId, secretId: id, expiresAt, hasNewer },
    mail: {
      subject: mailText`A Declaree client secret ends soon (${account})`,
      text: mailText`The client secret of the connection ${name}, with which an identity provider
provisions the Declaree account ${account}, ends on
${new OwnText(moment(expiresAt))}.
After that, nothing is provisioned.

${new OwnText(hasNewer ? ENTER_NEWER : CREATE_SECOND)}`,
    },
  };
}

/** Says that an API key of an administrator ends. Does not say whose, since messages contain no personal data. */
export function keyEnds(account: string, { id, name, expiresAt }: EndingKey): Message {
  return {
    type: 'expiry.api-key',
    data: { keyId: id, expiresAt },
    mail: {
      subject: mailText`A Declaree API key ends soon (${account})`,
      text: mailText`The API key ${name} of an administrator of the Declaree account
${account} ends on
${new OwnText(moment(expiresAt))}.
If an identity provider uses it, nothing is provisioned after that. The doctor in
Declaree's console shows whose key it is, and whether the identity provider uses it.

Create a new key under API keys, enter it in the identity provider, and then revoke
the old one.`,
    },
  };
}
