import { counted } from '../../common/counted.js';
import type { DeactivationPlan } from '../../provisioning/undo/managed-deactivation.service.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import { UndoEntries } from '../components/undo-entries.js';
import type { FormRefusal } from '../form.js';

interface ManagedDeactivationPageProps {
  plan: DeactivationPlan;
  refusal: FormRefusal | undefined;
}

const SETTINGS = '/provisioning-settings';

/** The call that lists them all. */
const CALL = 'provisioning/managed/deactivate';

/** Shows whom a deactivation of managed people would affect, who would stay active, and the button that starts it. */
export function ManagedDeactivationPage({ plan, refusal }: ManagedDeactivationPageProps) {
  const { deactivate, keep, totals } = plan;
  const people = counted(totals.deactivate, 'user');
  return (
    <>
      <Panel title="The deactivation">
        {totals.deactivate === 0 ? (
          <p>
            There is nobody to deactivate. <a href={SETTINGS}>Back to the settings</a>
          </p>
        ) : (
          <>
            <p>
              It deactivates <strong>{people}</strong> whom your identity provider managed. Their sessions and
              API keys end. Groups and memberships stay. The deactivation is a run of its own, which you can
              undo. <a href="/people?managed=managed&state=active">Show all of them under People</a>
            </p>
            <Form
              action={`${SETTINGS}/deactivate-managed`}
              submit={`Deactivate ${people}`}
              tone="danger"
              cancel={{ href: SETTINGS, label: 'Leave them active' }}
              refusal={refusal}
            />
          </>
        )}
      </Panel>
      <UndoEntries title="Stay active" entries={keep} total={totals.keep} isOwn call={CALL} />
      <UndoEntries title="Deactivated" entries={deactivate} total={totals.deactivate} isOwn call={CALL} />
    </>
  );
}
