import { firstCharacters } from '../../common/first-characters.js';
import type { Author } from '../../platform/database/author.js';
import { SOURCE_LENGTH } from './journal-change.entity.js';

const JOB = 'undo:';

/** The source of a job's changes. */
export const sourceOfJob = (id: string) => `${JOB}${id}`;

/** Whether the changes are a job's. They form one run, however long the job is interrupted. */
export const isOfJob = (source: string) => source.startsWith(JOB);

/** The source whose changes form a run together. */
export function sourceOf(
  { via, kind, id, name }: Pick<Author, 'via' | 'kind' | 'id' | 'name'>,
  jobId?: string,
): string {
  if (jobId !== undefined) return sourceOfJob(jobId);
  return firstCharacters([via, kind, id ?? name].join(':'), SOURCE_LENGTH);
}
