import type { ScimPause } from '../../auth/principal.js';
import { Instant } from './instant.js';
import { Message } from './notice-box.js';
import { PostButton } from './form.js';

/** Who has paused SCIM, and when; with `resume`, the button that ends it. */
export function Paused({ by, at, resume = false }: ScimPause & { resume?: boolean }) {
  return (
    <Message tone="attention">
      <p>
        <Since by={by} at={at} /> Your identity provider can neither read nor change anything; every request
        is answered with 403 and this reason. The <a href="/log?outcome=failure">provisioning log</a> shows
        what it tries.
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

/** The same for support; `log` is the address of the account's log. */
export function PausedAccount({ by, at, log }: ScimPause & { log: string }) {
  return (
    <Message tone="attention">
      <p>
        <Since by={by} at={at} /> Every request of the identity provider is answered with 403 and this reason.
        The <a href={`${log}?outcome=failure`}>provisioning log</a> shows what it tries. The customer resumes
        it under Provisioning settings.
      </p>
    </Message>
  );
}

function Since({ by, at }: ScimPause) {
  return (
    <>
      <strong>Provisioning is paused{by !== null && `, by ${by}`}</strong>
      {at !== null && (
        <>
          , since <Instant at={at} />
        </>
      )}
      .
    </>
  );
}
