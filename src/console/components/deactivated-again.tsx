import type { UndoAftermath } from '../../provisioning/undo/undo-aftermath.service.js';
import { Message } from './notice-box.js';

interface DeactivatedAgainProps {
  /** Nothing is shown without one. */
  aftermath: UndoAftermath | null;
  /** Whether the reader can pause the connection. */
  isOwn: boolean;
}

/** Says that the identity provider repeats what was undone, and leads to the pause. */
export function DeactivatedAgain({ aftermath, isOwn }: DeactivatedAgainProps) {
  if (!aftermath) return null;
  const { provider, people, isPaused } = aftermath;
  return (
    <Message tone="bad">
      <p>
        <strong>
          {provider} has deactivated {people.toLocaleString('en-GB')} of them again
        </strong>{' '}
        after the undo restored them.{' '}
        {isPaused
          ? 'Provisioning is paused. Correct the identity provider, resume, then undo the run again.'
          : 'If that is wrong, pause the connection, correct the identity provider, then undo the run again.'}
      </p>
      {isOwn && !isPaused && (
        <p class="actions">
          <a class="button" href="/provisioning-settings/pause">
            Pause this connection…
          </a>
        </p>
      )}
    </Message>
  );
}
