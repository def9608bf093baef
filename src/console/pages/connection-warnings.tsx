import { addressFaults } from '../../config/address-faults.js';
import { Message } from '../components/notice-box.js';

/** Says that identity providers cannot use the base URL. */
export function AddressFaults({ baseUrl }: { baseUrl: string }) {
  const faults = addressFaults(baseUrl);
  if (faults.length === 0) return null;
  return (
    <Message tone="attention">
      <p>
        <strong>The base URL {baseUrl} cannot work in an identity provider.</strong> {faults.join(' ')}
      </p>
      <p>
        Open this page at its public https address, or ask the person who runs Declaree to set PUBLIC_URL to
        that address.
      </p>
    </Message>
  );
}

/** Says that SCIM is off for the account. */
export function ModuleOff({ slug }: { slug: string }) {
  return (
    <Message tone="attention">
      <p>
        <strong>SCIM is off for your account.</strong> Until it is on, the connection test in your identity
        provider fails with “The SCIM module is not enabled for this account”. Ask Declaree support to switch
        it on for the account <strong>{slug}</strong>, then test again.
      </p>
    </Message>
  );
}
