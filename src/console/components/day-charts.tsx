import type { DayCounts } from '../../provisioning/journal/provisioning-days.js';
import { Table, type Column } from './table.js';

interface Metric {
  label: string;
  tone: 'good' | 'quiet' | 'attention' | 'bad';
  of: (day: DayCounts) => number;
}

const METRICS: readonly Metric[] = [
  { label: 'Created', tone: 'good', of: ({ created }) => created },
  { label: 'Changed', tone: 'quiet', of: ({ changed }) => changed },
  {
    label: 'Deactivated',
    tone: 'attention',
    of: ({ deactivated, deleted }) => deactivated + deleted,
  },
  { label: 'Failed', tone: 'bad', of: ({ refused }) => refused },
];

/** What the identity provider did day by day: a chart for each kind of change, and the numbers as a table. */
export function DayCharts({ days }: { days: readonly DayCounts[] }) {
  const busy = days.filter((day) => METRICS.some(({ of }) => of(day) > 0));
  return (
    <>
      <div class="metrics">
        {METRICS.map((metric) => (
          <MetricChart key={metric.label} metric={metric} days={days} />
        ))}
      </div>
      {busy.length > 0 && (
        <details>
          <summary>Numbers by day</summary>
          <Table
            caption="Numbers by day"
            columns={COLUMNS}
            rows={busy.toReversed().map((day) => ({ ...day, id: day.day }))}
          />
        </details>
      )}
    </>
  );
}

const COLUMNS: readonly Column<DayCounts>[] = [
  { label: 'Day (UTC)', cell: ({ day }) => dayText(day) },
  ...METRICS.map(({ label, of }) => ({ label, cell: (day: DayCounts) => shown(of(day)) })),
];

function MetricChart({ metric: { label, tone, of }, days }: { metric: Metric; days: readonly DayCounts[] }) {
  const values = days.map(of);
  return (
    <section class={`metric ${tone}`}>
      <h3>{label}</h3>
      <p class="metric-today">
        <strong>{shown(values.at(-1) ?? 0)}</strong> today
      </p>
      <Bars label={label} days={days} values={values} />
      <p class="metric-sums muted">
        <span>7 days: {shown(sum(values.slice(-7)))}</span>{' '}
        <span>
          {values.length} days: {shown(sum(values))}
        </span>
      </p>
    </section>
  );
}

const HEIGHT = 32;
/** The width of a bar with the gap after it. */
const STEP = 4;

/** One bar a day, and their summary for screen readers. Those of the last seven days are stronger. */
function Bars({
  label,
  days,
  values,
}: {
  label: string;
  days: readonly DayCounts[];
  values: readonly number[];
}) {
  const most = Math.max(...values);
  return (
    <figure>
      <svg
        class="bars"
        viewBox={`0 0 ${values.length * STEP - 1} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {values.map((value, index) => {
          const day = days[index]?.day ?? '';
          const height = value === 0 ? 1 : Math.max(2, Math.round((value / most) * HEIGHT));
          const kind = value === 0 ? 'none' : index >= values.length - 7 ? 'recent' : undefined;
          return (
            <rect
              key={day}
              class={kind}
              x={index * STEP}
              y={HEIGHT - height}
              width={STEP - 1}
              height={height}
            >
              <title>{`${dayText(day)}: ${shown(value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption class="hidden-text">{summaryOf(label, days, values)}</figcaption>
    </figure>
  );
}

function summaryOf(label: string, days: readonly DayCounts[], values: readonly number[]): string {
  const most = Math.max(...values);
  const about = `${label} per day over the last ${values.length} days`;
  if (most === 0) return `${about}: none.`;
  return `${about}. Most: ${shown(most)} on ${dayText(days[values.lastIndexOf(most)]?.day ?? '')}.`;
}

const FORMAT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const dayText = (day: string) => FORMAT.format(new Date(day));
const shown = (value: number) => value.toLocaleString('en-GB');
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
