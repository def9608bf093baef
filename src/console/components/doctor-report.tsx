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
  const count = (level: Level) => checks.filter((check) => check.level === level).length;
  const problems = count('problem');
  const warnings = count('warning');
  if (problems > 0) {
    return (
      <Message tone="bad">
        <p>
          {problems === 1 ? 'One problem keeps' : `${problems} problems keep`} provisioning from working:
          start with the first one below.
        </p>
      </Message>
    );
  }
  if (checks.some(({ id, level }) => id === 'recent-failures' && level !== 'ok')) {
    return (
      <Message tone="attention">
        <p>
          Your identity provider can come in, but requests have failed lately:{' '}
          <a href="#recent-failures">see which, and why</a>.
        </p>
      </Message>
    );
  }
  if (warnings > 0) {
    return (
      <Message tone="attention">
        <p>
          Nothing keeps provisioning from working. {warnings === 1 ? 'One point' : `${warnings} points`} may
          need a look.
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
