import { Injectable } from '@nestjs/common';
import { RunsService } from '../provisioning/journal/runs.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { RunPeople } from '../provisioning/undo/run-people.service.js';
import { MOST_USERS } from '../provisioning/undo/undo-choice.js';
import { readForm, type FormFields } from './form.js';
import { UndoPeoplePage } from './pages/undo-people-page.js';
import { chosenIn, idsIn, UndoPeopleForm, withoutChecks, type Go } from './undo-form.js';
import type { UndoPlace } from './undo-place.js';
import { UndoPlanPages } from './undo-plan-pages.service.js';
import type { WebPage } from './web-page.js';

/** How many people a page has. */
const PEOPLE_A_PAGE = 50;

/** The page that a button leads to: where it begins, and who is chosen. */
interface Target {
  cursor: string | undefined;
  chosen: readonly string[];
}

/** Lets the reader choose the people for whom a run is undone, over several pages. Needs no script: each page is a form. */
@Injectable()
export class UndoPeoplePages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly people: RunPeople,
    private readonly plans: UndoPlanPages,
  ) {}

  /** Throws `invalid`, `not-found`. */
  async first(place: UndoPlace, id: string, fields: FormFields): Promise<WebPage> {
    const form = await readForm(UndoPeopleForm, fields);
    return this.page(place, id, { form, target: { cursor: form.cursor, chosen: idsIn(form.chosen) } });
  }

  /** What a button of the page leads to: another page of people, or the plan. Throws `invalid`, `not-found`. */
  async go(place: UndoPlace, id: string, fields: FormFields): Promise<WebPage> {
    const form = await readForm(UndoPeopleForm, withoutChecks(fields));
    const checked = chosenIn(form, fields);
    if (form.go === undefined && checked.length > 0 && checked.length <= MOST_USERS) {
      form.chosen = checked.join(' ');
      return this.plans.page(place, id, { form });
    }
    const target = await this.targetOf(place, id, { form, checked });
    const fault = faultOf(form.go, target.chosen);
    return this.page(place, id, { form, target, fault });
  }

  private async targetOf(
    { accountId }: UndoPlace,
    id: string,
    { form, checked }: { form: UndoPeopleForm; checked: readonly string[] },
  ): Promise<Target> {
    const { search, cursor, next } = form;
    switch (form.go) {
      case 'search':
      case 'first':
        return { cursor: undefined, chosen: checked };
      case 'next':
        return { cursor: next, chosen: checked };
      case 'none':
        return { cursor, chosen: [] };
      case 'all': {
        const limit = MOST_USERS + 1;
        const found = await this.unitOfWork.read(accountId, (tx) =>
          this.people.idsMatching(tx, id, { search, limit }),
        );
        return { cursor, chosen: [...new Set([...checked, ...found])] };
      }
      default:
        return { cursor, chosen: checked };
    }
  }

  /** Throws `not-found`. */
  private async page(
    { accountId, links }: UndoPlace,
    id: string,
    { form, target, fault }: { form: UndoPeopleForm; target: Target; fault?: string | undefined },
  ): Promise<WebPage> {
    const { cursor } = target;
    const chosen = target.chosen.slice(0, MOST_USERS);
    const { search } = form;
    const people = await this.unitOfWork.read(accountId, async (tx) => {
      await this.runs.get(tx, id);
      return this.people.page(tx, id, { search, cursor, limit: PEOPLE_A_PAGE });
    });
    const refusal = fault === undefined ? undefined : refusalWith(fault);
    return {
      title: 'Choose people',
      lead: 'The undo then only restores what the run changed for them.',
      refusal,
      body: (
        <UndoPeoplePage
          run={`${links.runs}/${id}`}
          form={form}
          people={people}
          cursor={cursor}
          chosen={chosen}
          refusal={refusal}
        />
      ),
    };
  }
}

function faultOf(go: Go | undefined, chosen: readonly string[]): string | undefined {
  if (chosen.length > MOST_USERS)
    return `Only the first ${MOST_USERS.toLocaleString('en-GB')} people were chosen, which is the maximum. For more, undo everything or one kind of change.`;
  return go === undefined ? 'Choose at least one person.' : undefined;
}

const refusalWith = (text: string) => ({ status: 400, headers: {}, faults: [{ field: null, text }] });
