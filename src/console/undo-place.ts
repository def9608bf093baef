import type { UserCaller } from '../auth/principal.js';
import type { Author } from '../platform/database/author.js';
import { linksOfAccount, OWN_LINKS, type OverviewLinks } from './overview-links.js';

/** Where the pages of runs and their undos are. */
export type UndoLinks = Pick<OverviewLinks, 'runs' | 'undos' | 'own'>;

/** The account whose runs are undone, by whom, and where the pages for that are. */
export interface UndoPlace {
  accountId: string;
  author: Author;
  links: UndoLinks;
}

/** An administrator's own account. */
export function ownPlace({ accountId, author }: UserCaller): UndoPlace {
  return { accountId, author, links: OWN_LINKS };
}

/** An account as support sees it: personal data is masked, and an undo needs a reason. */
export function supportPlace(accountId: string, author: Author): UndoPlace {
  return { accountId, author, links: linksOfAccount(accountId) };
}
