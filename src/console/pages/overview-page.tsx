import type { ComponentChildren } from 'preact';
import type { ScimPause } from '../../auth/principal.js';
import {
  FAILURE_DAYS,
  MOST_FAILURES,
  MOST_MANAGED,
  type Overview,
} from '../../provisioning/overview/overview.service.js';
import { DAYS_SHOWN } from '../../provisioning/overview/days.js';
import { DayCharts } from '../components/day-charts.js';
import { Endings } from '../components/endings.js';
import { FailureCauses } from '../components/failure-causes.js';
import { Panel } from '../components/panel.js';
import { RunsTable } from '../components/runs-table.js';
import { isSetUp, SetupSteps } from '../components/setup-steps.js';
import { Verdict } from '../components/verdict.js';
import type { OverviewLinks } from '../overview-links.js';

interface OverviewPageProps {
  overview: Overview;
  scimEnabled: boolean;
  /** Set while the account's administrators have paused SCIM. */
  pause: ScimPause | null;
  links: OverviewLinks;
  /** What needs attention before all else, such as alarms. */
  banners?: ComponentChildren;
}

/** Whether provisioning works, and what happened. */
export function OverviewPage({ overview, scimEnabled, pause, links, banners }: OverviewPageProps) {
  const { days, failures, runs, ending } = overview;
  return (
    <>
      {banners}
      <Verdict overview={overview} scimEnabled={scimEnabled} pause={pause} links={links} />
      <Endings endings={ending} linked={links.own !== null} />
      <Sizes overview={overview} links={links} />
      {links.own && <RestOfSetup overview={overview} setup={links.own.setup} />}
      {failures.causes.length > 0 && (
        <Panel title={`Failures in the last ${FAILURE_DAYS} days`}>
          <FailureCauses report={failures} most={MOST_FAILURES} log={links.log} />
        </Panel>
      )}
      <Panel title={`The last ${DAYS_SHOWN} days`}>
        <DayCharts days={days} />
      </Panel>
      <section class="section">
        <h2>Last runs</h2>
        {runs.length === 0 ? (
          <p class="muted">There are no runs yet.</p>
        ) : (
          <>
            <RunsTable runs={runs} action={links.runs} />
            <p>
              <a href={links.runs}>Show all runs</a>
            </p>
          </>
        )}
      </section>
    </>
  );
}

function Sizes({
  overview: { totals, managed },
  links: { own },
}: {
  overview: Overview;
  links: Pick<OverviewLinks, 'own'>;
}) {
  const { users, active, groups } = totals;
  const tiles = [
    { name: 'People', value: users, href: own?.people },
    {
      name: 'Managed',
      value: Math.min(managed, MOST_MANAGED),
      more: managed > MOST_MANAGED,
      href: own && `${own.people}?managed=managed`,
    },
    { name: 'Active', value: active, href: own && `${own.people}?state=active` },
    { name: 'Deactivated', value: users - active, href: own && `${own.people}?state=deactivated` },
    { name: 'Groups', value: groups, href: own?.groups },
  ];
  return (
    <dl class="tiles">
      {tiles.map(({ name, value, more = false, href }) => {
        const shown = value.toLocaleString('en-GB') + (more ? '+' : '');
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{href ? <a href={href}>{shown}</a> : shown}</dd>
          </div>
        );
      })}
    </dl>
  );
}

const DAY_MS = 86_400_000;
/** How long after the first user the open steps of the set-up are shown. */
const SETUP_DAYS = 14;

/** The steps of the set-up while it is new and some are open. */
function RestOfSetup({ overview, setup }: { overview: Overview; setup: string }) {
  const { firstUserAt } = overview;
  const isNew = firstUserAt !== null && Date.now() - Date.parse(firstUserAt) < SETUP_DAYS * DAY_MS;
  if (!isNew || isSetUp(overview)) return null;
  return (
    <Panel title="Finish the set-up">
      <SetupSteps setup={overview} />
      <p>
        <a href={setup}>Show the values and watch the steps</a>
      </p>
    </Panel>
  );
}
