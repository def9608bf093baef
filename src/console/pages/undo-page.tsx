import type { StoredRun } from '../../provisioning/journal/run-keeper.service.js';
import { counted } from '../../common/counted.js';
import { UNDOABLE } from '../../provisioning/undo/undo-choice.js';
import type { UndoPlan } from '../../provisioning/undo/undo.service.js';
import { HiddenField, SelectField, TextField } from '../components/fields.js';
import { FilterForm, Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';
import { UndoEntries } from '../components/undo-entries.js';
import { NO_FIELDS, type FormFields, type FormRefusal } from '../form.js';
import { UNDO_WORDS } from '../undo-words.js';
import { idsIn, planAddress, type UndoForm } from '../undo-form.js';
import type { UndoLinks } from '../undo-place.js';

interface UndoPageProps {
  run: StoredRun;
  plan: UndoPlan;
  form: UndoForm;
  /** As they were sent, to show again. */
  fields: FormFields | undefined;
  refusal: FormRefusal | undefined;
  links: UndoLinks;
}

/** What an undo would do, which part of the run it takes back, and the button that starts it. */
export function UndoPage(props: UndoPageProps) {
  const { run, plan, links } = props;
  const address = `${links.runs}/${run.id}`;
  const isOwn = links.own !== null;
  const { totals } = plan;
  return (
    <>
      <Panel title="The run">
        <Facts
          facts={[
            { name: 'Who', value: <a href={address}>{run.actor}</a> },
            { name: 'First change', value: <Instant at={run.firstAt} /> },
            { name: 'Last change', value: <Instant at={run.lastAt} /> },
          ]}
        />
      </Panel>
      <Choice {...props} />
      <Begin {...props} />
      <UndoEntries title="Not possible" entries={plan.impossible} total={totals.impossible} isOwn={isOwn} />
      <UndoEntries title="Left as it is" entries={plan.skip} total={totals.skip} isOwn={isOwn} />
      <UndoEntries
        title="Restored"
        entries={plan.restore}
        total={totals.restore}
        isOwn={isOwn}
        run={address}
      />
    </>
  );
}

/** Which part of the run: a kind of changes, and some people. */
function Choice({ run, form, links }: Pick<UndoPageProps, 'run' | 'form' | 'links'>) {
  if (form.user !== '' || form.chosen !== '') return <ForSome run={run} form={form} links={links} />;
  const address = `${links.runs}/${run.id}/undo`;
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

function ForSome({ run, form, links }: Pick<UndoPageProps, 'run' | 'form' | 'links'>) {
  const address = `${links.runs}/${run.id}`;
  const people = form.user === '' ? idsIn(form.chosen).length : 1;
  return (
    <Panel title={`Only for ${people === 1 ? 'one person' : `${people.toLocaleString('en-GB')} people`}`}>
      <Form
        action={`${address}/undo/people`}
        submit="Filter"
        cancel={{ href: planAddress(address, { only: form.only }), label: 'For everybody' }}
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

function Begin({ run, plan: { totals }, form, fields, refusal, links }: UndoPageProps) {
  const address = `${links.runs}/${run.id}`;
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
        action={`${address}/undo`}
        submit={totals.restore === 0 ? 'Undo anyway' : `Restore ${counted(totals.restore, 'value')}`}
        cancel={{ href: address, label: 'Cancel' }}
        fields={fields}
        refusal={refusal}
      >
        <HiddenField name="only" value={form.only} />
        <HiddenField name="user" value={form.user} />
        <HiddenField name="chosen" value={form.chosen} />
        {links.own === null && (
          <TextField
            name="reason"
            label="Reason"
            hint="The customer's administrators read it in their audit trail, with your name. For example, a ticket number and who asked for it."
            required
          />
        )}
      </Form>
    </Panel>
  );
}
