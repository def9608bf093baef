import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { MOST_USERS, UNDOABLE, type UndoChoice, type Undoable } from '../provisioning/undo/undo-choice.js';
import type { FormFields } from './form.js';

const KINDS = ['', ...UNDOABLE];

const ID = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`;

/** Ids with blanks between them. */
const IDS = new RegExp(`^(?:${ID}(?: ${ID})*)?$`);
const IDS_LENGTH = 37 * MOST_USERS;

const TOO_MANY = `Choose at most ${MOST_USERS.toLocaleString('en-GB')} people. For more, undo everything or one kind of change`;

/** Which part of a run is undone, as the pages ask for it. */
export class UndoForm {
  /** Empty for everything. */
  @IsIn(KINDS, { message: 'Choose what to undo from the list' })
  @IsOptional()
  only: '' | Undoable = '';

  /** The id of the only person for whom it is undone; empty for all. */
  @MaxLength(36)
  @IsString()
  @IsOptional()
  user: string = '';

  /** The ids of the chosen people, with blanks between them; empty for all. */
  @Matches(IDS, { message: 'Choose the people from the list' })
  @MaxLength(IDS_LENGTH, { message: TOO_MANY })
  @IsOptional()
  chosen: string = '';
}

/** What the buttons of the page for choosing people do; without one, it shows the plan. */
export const GOES = ['search', 'next', 'first', 'all', 'none'] as const;
export type Go = (typeof GOES)[number];

/** The page for choosing people: a check box per person, and those who were chosen on other pages. */
export class UndoPeopleForm extends UndoForm {
  @MaxLength(320, { message: 'Enter at most 320 characters' })
  @IsString()
  @IsOptional()
  search: string = '';

  /** The people on the page that was sent: those who are not checked there are not chosen. */
  @Matches(IDS)
  @MaxLength(IDS_LENGTH)
  @IsOptional()
  shown: string = '';

  /** The last person of the page before the one that was sent. */
  @IsUUID('all', { message: 'This page does not exist' })
  @IsOptional()
  cursor?: string;

  /** The last person of the page that was sent. */
  @IsUUID('all', { message: 'This page does not exist' })
  @IsOptional()
  next?: string;

  @IsIn(GOES)
  @IsOptional()
  go?: Go;
}

const CHECK = 'person-';

/** The name of the check box of a person. */
export const checkName = (id: string) => CHECK + id;

/** The fields of the page besides its check boxes. */
export function withoutChecks(fields: FormFields): FormFields {
  return new Map([...fields].filter(([name]) => !name.startsWith(CHECK)));
}

/** The chosen people once the page was sent: those of the other pages, and those checked on this one. */
export function chosenIn({ chosen, shown }: UndoPeopleForm, fields: FormFields): string[] {
  const onPage = idsIn(shown);
  const others = idsIn(chosen).filter((id) => !onPage.includes(id));
  return [...others, ...onPage.filter((id) => fields.get(checkName(id)) === 'yes')];
}

export function idsIn(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

export function choiceOf({ only, user, chosen }: UndoForm): UndoChoice {
  const users = user === '' ? idsIn(chosen) : [user];
  return { ...(only !== '' && { only: [only] }), ...(users.length > 0 && { users }) };
}

/** The address of the plan for a part of the run that has its page at `run`. */
export function planAddress(run: string, { only, user }: Partial<UndoForm>): string {
  const query = new URLSearchParams({ ...(only && { only }), ...(user && { user }) }).toString();
  return `${run}/undo${query === '' ? '' : `?${query}`}`;
}
