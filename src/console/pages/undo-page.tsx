import type { StoredRun } from '../../provisioning/journal/run-keeper.service.js';
import { counted } from '../../common/counted.js';
import { UNDOABLE } from '../../provisioning/undo/undo-choice.js';
import type { UndoPlan } from '../../provisioning/undo/undo.service.js';
import { HiddenField, SelectField } from '../components/fields.js';
import { FilterForm, Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';
import { UndoEntries } from '../components/undo-entries.js';
import { NO_FIELDS, type FormRefusal } from '../form.js';
import { UNDO_WORDS } from '../undo-words.js';
import { idsIn, planAddress, type UndoForm } from '../undo-form.js';

interface UndoPageProps {
  run: StoredRun;
  plan: UndoPlan;
  form: UndoForm;
  refusal: FormRefusal | undefined;
}

/** What an undo would do, which part of the run it takes back, and the button that begins it. */
export function UndoPage(props: UndoPageProps) {
  const { run, plan, form } = props;
  const { totals } = plan;
  return (
    <>
      <Panel title="The run">
        <Facts
          facts={[
            { name: 'Who', value: <a href={`/runs/${run.id}`}>{run.actor}</a> },
            { name: 'First change', value: <Instant at={run.firstAt} /> },
            { name: 'Last change', value: <Instant at={run.lastAt} /> },
          ]}
        />
      </Panel>
      <Choice run={run} form={form} />
      <Begin {...props} />
      <UndoEntries title="Not possible" entries={plan.impossible} total={totals.impossible} />
      <UndoEntries title="Left as it is" entries={plan.skip} total={totals.skip} />
      <UndoEntries title="Restored" entries={plan.restore} total={totals.restore} runId={run.id} />
    </>
  );
}

/** Which part of the run: a kind of changes, and some people. */
function Choice({ run, form }: Pick<UndoPageProps, 'run' | 'form'>) {
  if (form.user !== '' || form.chosen !== '') return <ForSome run={run} form={form} />;
  const address = `/runs/${run.id}/undo`;
  return (
    <>
      <FilterForm action={address} label="What to undo" fields={NO_FIELDS}>
        <Kinds run={run} form={form} />
      </FilterForm>
      <p>
        <a href={`${address}/people${form.only === '' ? '' : `?only=${form.only}`}`}>Choose people…</a>
      </p>
    </>
  );
}

function ForSome({ run, form }: Pick<UndoPageProps, 'run' | 'form'>) {
  const people = form.user === '' ? idsIn(form.chosen).length : 1;
  return (
    <Panel title={`Only for ${people === 1 ? 'one person' : `${people.toLocaleString('en-GB')} people`}`}>
      <Form
        action={`/runs/${run.id}/undo/people`}
        submit="Filter"
        cancel={{ href: planAddress(run.id, { only: form.only }), label: 'For everybody' }}
      >
        <Kinds run={run} form={form} />
        <HiddenField name="chosen" value={form.user === '' ? form.chosen : form.user} />
        <div class="actions">
          <button type="submit" name="go" value="first" class="button">
            Change the choice
          </button>
        </div>
      </Form>
    </Panel>
  );
}

function Kinds({ run, form }: Pick<UndoPageProps, 'run' | 'form'>) {
  const offered = UNDOABLE.filter((name) => run[name] > 0);
  return (
    <SelectField
      name="only"
      label="Undo"
      value={form.only}
      options={[
        { value: '', label: 'Everything' },
        ...offered.map((name) => ({ value: name, label: UNDO_WORDS[name] })),
      ]}
    />
  );
}

function Begin({ run, plan: { totals }, form, refusal }: UndoPageProps) {
  return (
    <Panel title="The undo">
      <p>
        It restores <strong>{counted(totals.restore, 'value')}</strong>
        {totals.skip > 0 && `, leaves ${totals.skip} that somebody has changed since`}
        {totals.impossible > 0 && `, and cannot restore ${totals.impossible}`}. People who come back keep
        their id, password and memberships; their sessions and API keys stay ended. The undo is a run of its
        own, which you can undo.
      </p>
      <Form
        action={`/runs/${run.id}/undo`}
        submit={totals.restore === 0 ? 'Undo anyway' : `Restore ${counted(totals.restore, 'value')}`}
        cancel={{ href: `/runs/${run.id}`, label: 'Cancel' }}
        refusal={refusal}
      >
        <HiddenField name="only" value={form.only} />
        <HiddenField name="user" value={form.user} />
        <HiddenField name="chosen" value={form.chosen} />
      </Form>
    </Panel>
  );
}
