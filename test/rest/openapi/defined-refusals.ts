import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Refusal } from '../../../src/common/define-refusal.js';

const SRC = join(import.meta.dirname, '../../../src');

/** Every refusal of the program: what the files named `refusals.ts` export. */
export async function definedRefusals(): Promise<Refusal[]> {
  const files = (await readdir(SRC, { recursive: true })).filter((name) =>
    /(?:^|\/)refusals\.ts$/.test(name),
  );
  const modules = await Promise.all(files.map((name) => import(join(SRC, name)) as Promise<object>));
  return modules.flatMap((module) => Object.values(module).flatMap(refusalsIn));
}

/** An export is a refusal, an object of refusals, or something else. */
function refusalsIn(exported: unknown): Refusal[] {
  if (isRefusal(exported)) return [exported];
  return typeof exported === 'object' && exported !== null ? Object.values(exported).filter(isRefusal) : [];
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'function' && 'kind' in value && 'code' in value;
}
