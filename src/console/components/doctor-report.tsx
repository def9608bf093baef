import type { CheckResult, Level } from '../../doctor/check.js';
import { Message } from './notice-box.js';
import { Badge } from './panel.js';

const TONES = { ok: 'good', warning: 'attention', problem: 'bad' } as const;
const WORDS: Readonly<Record<Level, string>> = { ok: 'OK', warning: 'Needs attention', problem: 'Problem' };

/** The results of the doctor, one check after another. */
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
          {problems.length === 1 ? 'One problem is' : `${problems.length} problems are`} blocking
          provisioning. Start with the first one below.
        </p>
      </Message>
    );
  }
  if (failures && failures.level !== 'ok') return <FailuresFirst level={failures.level} />;
  if (warnings.length > 0) {
    return (
      <Message tone="attention">
        <p>
          Provisioning works, but {warnings.length === 1 ? 'one item needs' : `${warnings.length} items need`}{' '}
          your attention.
        </p>
      </Message>
    );
  }
  return (
    <Message tone="good">
      <p>Everything is OK.</p>
    </Message>
  );
}

/** The identity provider can connect, but some of its requests fail. */
function FailuresFirst({ level }: { level: Level }) {
  const isProblem = level === 'problem';
  return (
    <Message tone={isProblem ? 'bad' : 'attention'}>
      <p>
        {isProblem
          ? 'At least one person who should be deactivated is still active: '
          : 'Your identity provider can connect, but some recent requests failed: '}
        <a href="#recent-failures">{isProblem ? 'see who and why' : 'see which and why'}</a>.
      </p>
    </Message>
  );
}
