import type { AuthorKind, Channel } from '../../platform/database/author.js';
import { countsOf, type RunCounts } from './run-counts.js';
import type { StoredRun } from './run-keeper.service.js';

/** A run as REST and the command line show it. */
export interface ShownRun {
  id: string;
  connection: { kind: AuthorKind; id: string | null; name: string; via: Channel; client: string | null };
  firstAt: string;
  lastAt: string;
  counts: RunCounts;
  /** When it raised an alarm. */
  alarm: string | null;
  undoOf: string | null;
  undoneBy: string | null;
  /** Whether only a part of it was undone. */
  undoneInPart: boolean;
}

export function shownRun(run: StoredRun): ShownRun {
  const { id, actorKind: kind, actorId, actor: name, via, client, firstAt, lastAt } = run;
  const { undoOf, undoneBy, undoneInPart } = run;
  return {
    id,
    connection: { kind, id: actorId, name, via, client },
    firstAt,
    lastAt,
    counts: countsOf(run),
    alarm: run.alarmAt,
    undoOf,
    undoneBy,
    undoneInPart,
  };
}
