import { counted } from '../../common/counted.js';
import type { MakeLocalPlan } from '../../provisioning/undo/make-local.service.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import { UndoEntries } from '../components/undo-entries.js';
import type { FormRefusal } from '../form.js';

interface MakeLocalPageProps {
  plan: MakeLocalPlan;
  refusal: FormRefusal | undefined;
}

const SETTINGS = '/provisioning-settings';

/** Shows who would be made local, and the button that starts it. */
export function MakeLocalPage({ plan: { local, totals }, refusal }: MakeLocalPageProps) {
  const total = totals.users + totals.groups;
  return (
    <>
      <Panel title="Making everybody local">
        {total === 0 ? (
          <p>
            Everybody is local already. <a href={SETTINGS}>Back to the settings</a>
          </p>
        ) : (
          <>
            <p>
              It makes{' '}
              <strong>
                {counted(totals.users, 'user')} and {counted(totals.groups, 'group')}
              </strong>{' '}
              local: Declaree forgets which connection manages them, and when it last saw them. Nobody is
              changed or deactivated. If an identity provider writes them again later, it manages them again.
              The change is a run of its own, which you can undo.
            </p>
            <Form
              action={`${SETTINGS}/make-local`}
              submit="Make everybody local"
              cancel={{ href: SETTINGS, label: 'Keep who manages them' }}
              refusal={refusal}
            />
          </>
        )}
      </Panel>
      <UndoEntries
        title="Made local"
        entries={local}
        total={total}
        isOwn
        call="provisioning/managed/make-local"
      />
    </>
  );
}
