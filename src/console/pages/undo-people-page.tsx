import type { LogPage } from '../../platform/database/log-rows.js';
import type { RunPerson } from '../../provisioning/undo/run-people.service.js';
import { HiddenField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Badge, Empty } from '../components/panel.js';
import type { FormRefusal } from '../form.js';
import { KIND_WORDS } from '../run-words.js';
import { checkName, planAddress, type Go, type UndoPeopleForm } from '../undo-form.js';

interface UndoPeoplePageProps {
  /** The address of the run. */
  run: string;
  form: UndoPeopleForm;
  people: LogPage<RunPerson>;
  cursor: string | undefined;
  chosen: readonly string[];
  refusal: FormRefusal | undefined;
}

/** A page of the people of a run, each with a check box, and how many are chosen in all. */
export function UndoPeoplePage(props: UndoPeoplePageProps) {
  const { run, form, refusal } = props;
  return (
    <Form
      action={`${run}/undo/people`}
      submit="Show what the undo would do"
      cancel={{ href: planAddress(run, form), label: 'Cancel' }}
      refusal={refusal}
      isWide
    >
      <div class="filters">
        <TextField name="search" label="Name, login or e-mail" type="search" value={form.search} />
        <div class="actions">
          <GoButton go="search" label="Search" />
        </div>
      </div>
      <Kept {...props} />
      <People {...props} />
      <Moves {...props} />
    </Form>
  );
}

/** What the next page must know. */
function Kept({ form, people: { items, nextCursor }, cursor, chosen }: UndoPeoplePageProps) {
  return (
    <>
      <HiddenField name="only" value={form.only} />
      <HiddenField name="chosen" value={chosen.join(' ')} />
      <HiddenField name="shown" value={items.map(({ id }) => id).join(' ')} />
      {cursor !== undefined && <HiddenField name="cursor" value={cursor} />}
      {nextCursor !== null && <HiddenField name="next" value={nextCursor} />}
    </>
  );
}

function People({ form, people: { items }, chosen }: UndoPeoplePageProps) {
  if (items.length === 0) {
    return (
      <Empty>
        <p>{form.search === '' ? 'The run did not change anybody.' : `Nobody matches "${form.search}".`}</p>
      </Empty>
    );
  }
  const isChosen = new Set(chosen);
  return (
    <fieldset class="picks">
      <legend>
        {chosen.length.toLocaleString('en-GB')} {chosen.length === 1 ? 'person' : 'people'} chosen
      </legend>
      <ul class="plain">
        {items.map((person) => (
          <Choice key={person.id} person={person} isChosen={isChosen.has(person.id)} />
        ))}
      </ul>
    </fieldset>
  );
}

function Moves({ form, people: { nextCursor }, cursor, chosen }: UndoPeoplePageProps) {
  return (
    <div class="actions">
      <GoButton go="all" label={form.search === '' ? 'Choose everybody' : 'Choose everybody who matches'} />
      {chosen.length > 0 && <GoButton go="none" label="Choose nobody" />}
      {cursor !== undefined && <GoButton go="first" label="First page" />}
      {nextCursor !== null && <GoButton go="next" label="Next page" />}
    </div>
  );
}

function Choice({
  person: { id, name, userName, kinds },
  isChosen,
}: {
  person: RunPerson;
  isChosen: boolean;
}) {
  return (
    <li>
      <label class="pick">
        <input type="checkbox" name={checkName(id)} value="yes" checked={isChosen} />
        <span>
          {name} {userName !== null && userName !== name && <span class="muted">{userName}</span>}
        </span>
        <span class="pick-marks">
          {kinds.map((kind) => (
            <Badge key={kind} tone={KIND_WORDS[kind].tone}>
              {KIND_WORDS[kind].words}
            </Badge>
          ))}
        </span>
      </label>
    </li>
  );
}

function GoButton({ go, label }: { go: Go; label: string }) {
  return (
    <button type="submit" name="go" value={go} class="button">
      {label}
    </button>
  );
}
