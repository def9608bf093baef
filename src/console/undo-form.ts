import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { UNDOABLE, type UndoChoice, type Undoable } from '../undo/undo-choice.js';

const KINDS = ['', ...UNDOABLE];

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
}

export function choiceOf({ only, user }: UndoForm): UndoChoice {
  return { ...(only !== '' && { only: [only] }), ...(user !== '' && { users: [user] }) };
}

/** The address of the plan for a part of a run. */
export function planAddress(runId: string, { only, user }: Partial<UndoForm>): string {
  const query = new URLSearchParams({ ...(only && { only }), ...(user && { user }) }).toString();
  return `/runs/${runId}/undo${query === '' ? '' : `?${query}`}`;
}
