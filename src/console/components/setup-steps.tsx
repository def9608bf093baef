import type { ComponentChildren } from 'preact';
import type { Setup } from '../../provisioning/overview/overview.service.js';
import { Instant } from './instant.js';
import { Badge } from './panel.js';

interface Step {
  title: string;
  /** How the step is reached; a sentence. */
  hint: string;
  doneAt: string | null;
  /** Why it did not work; null if it did, or was not tried. */
  fault?: ComponentChildren;
}

/** The steps of a set-up, each with a tick once the identity provider has done it. */
export function SetupSteps({ setup }: { setup: Setup }) {
  return (
    <ol class="steps">
      {stepsOf(setup).map(({ title, hint, doneAt, fault }) => (
        <li key={title} class={doneAt === null ? 'step' : 'step done'}>
          <span class="step-mark" aria-hidden="true" />
          <div>
            <p class="step-title">
              {title}{' '}
              {doneAt !== null ? (
                <Badge tone="good">Done</Badge>
              ) : fault ? (
                <Badge tone="bad">Refused</Badge>
              ) : (
                <Badge tone="quiet">Waiting</Badge>
              )}
            </p>
            <p class="muted">{doneAt === null ? (fault ?? hint) : <Instant at={doneAt} />}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Whether the identity provider has done all steps. */
export function isSetUp(setup: Setup): boolean {
  return stepsOf(setup).every(({ doneAt }) => doneAt !== null);
}

function stepsOf({
  activity: { lastTest, provider },
  firstUserAt,
  firstGroupAt,
  firstDeactivationAt,
}: Setup): Step[] {
  const isRefused = lastTest !== null && lastTest.status >= 400;
  return [
    {
      title: 'Test passed',
      hint: 'Enter the values in your identity provider, and run its connection test.',
      doneAt: isRefused ? null : (lastTest?.time ?? provider?.time ?? null),
      fault: isRefused && <>{lastTest.detail ?? 'The last test was refused.'}</>,
    },
    {
      title: 'First user',
      hint: 'Assign one person to the app in your identity provider.',
      doneAt: firstUserAt,
    },
    {
      title: 'First group',
      hint: 'Push one group, or assign it to the app.',
      doneAt: firstGroupAt,
    },
    {
      title: 'First deactivation',
      hint: 'Remove the test person from the app: the person loses access here.',
      doneAt: firstDeactivationAt,
    },
  ];
}
