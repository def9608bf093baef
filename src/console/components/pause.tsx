import { Instant } from './instant.js';
import { Message } from './notice-box.js';
import { PostButton } from './form.js';

/** Who has paused SCIM, and when; with `resume`, the button that ends it. */
export function Paused({
  by,
  at,
  resume = false,
}: {
  by: string | null;
  at: string | null;
  resume?: boolean;
}) {
  return (
    <Message tone="attention">
      <p>
        <strong>Provisioning is paused{by !== null && `, by ${by}`}</strong>
        {at !== null && (
          <>
            , since <Instant at={at} />
          </>
        )}
        . Your identity provider can neither read nor change anything; every request is answered with 403 and
        this reason. The <a href="/log?outcome=failure">provisioning log</a> shows what it tries.
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
