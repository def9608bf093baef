import type { CheckResult, Level } from '../../doctor/check.js';
import { Message } from './notice-box.js';
import { Badge } from './panel.js';

const TONES = { ok: 'good', warning: 'attention', problem: 'bad' } as const;
const WORDS: Readonly<Record<Level, string>> = { ok: 'Fine', warning: 'Warning', problem: 'Problem' };

/** What the doctor found, check by check. */
export function DoctorReport({ checks, again }: { checks: readonly CheckResult[]; again: string }) {
  return (
    <>
      <Verdict checks={checks} />
      <ol class="checks">
        {checks.map(({ id, level, title, detail, advice }) => (
          <li key={id} class={`check ${level}`}>
            <h2 id={id}>
              {title} <Badge tone={TONES[level]}>{WORDS[level]}</Badge>
            </h2>
            <p>{detail}</p>
            {advice !== null && <p class="check-advice">{advice}</p>}
          </li>
        ))}
      </ol>
      <p>
        <a class="button" href={again}>
          Check again
        </a>
      </p>
    </>
  );
}

function Verdict({ checks }: { checks: readonly CheckResult[] }) {
  const problems = checks.filter(({ level }) => level === 'problem');
  const warnings = checks.filter(({ level }) => level === 'warning');
  const failures = checks.find(({ id }) => id === 'recent-failures');
  if (problems.some((check) => check !== failures)) {
    return (
      <Message tone="bad">
        <p>
          {problems.length === 1 ? 'One problem keeps' : `${problems.length} problems keep`} provisioning from
          working: start with the first one below.
        </p>
      </Message>
    );
  }
  if (failures && failures.level !== 'ok') return <FailuresFirst level={failures.level} />;
  if (warnings.length > 0) {
    return (
      <Message tone="attention">
        <p>
          Nothing keeps provisioning from working.{' '}
          {warnings.length === 1 ? 'One point' : `${warnings.length} points`} may need a look.
        </p>
      </Message>
    );
  }
  return (
    <Message tone="good">
      <p>All is well.</p>
    </Message>
  );
}

/** The identity provider comes in, but not all that it sends is done. */
function FailuresFirst({ level }: { level: Level }) {
  const isProblem = level === 'problem';
  return (
    <Message tone={isProblem ? 'bad' : 'attention'}>
      <p>
        {isProblem
          ? 'Somebody is still active who was to be deactivated: '
          : 'Your identity provider can come in, but requests have failed lately: '}
        <a href="#recent-failures">{isProblem ? 'see who, and why' : 'see which, and why'}</a>.
      </p>
    </Message>
  );
}
