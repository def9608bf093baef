import type { ScimPause } from '../../auth/principal.js';
import { Instant } from './instant.js';
import { Message } from './notice-box.js';
import { PostButton } from './form.js';

/** Continues a sentence after "paused": who paused SCIM, and since when, as far as this is known. */
export function PausedBy({ by, at }: ScimPause) {
  return (
    <>
      {by !== null && ` by ${by}`}
      {at !== null && (
        <>
          , since <Instant at={at} />
        </>
      )}
    </>
  );
}

/** Says that SCIM is paused, and what that means; with `resume`, also shows the button that ends the pause. */
export function Paused({ by, at, resume = false }: ScimPause & { resume?: boolean }) {
  return (
    <Message tone="attention">
      <p>
        <strong>Provisioning is paused</strong>
        <PausedBy by={by} at={at} />. Your identity provider can neither read nor change anything; every
        request is answered with 403 and this reason. The <a href="/log?outcome=failure">provisioning log</a>{' '}
        shows what it tries.
      </p>
      {resume ? (
        <PostButton action="/provisioning-settings/resume" label="Resume" />
      ) : (
        <p>
          You can resume it under <a href="/provisioning-settings">Provisioning settings</a>.
        </p>
      )}
    </Message>
  );
}
