import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds of CPU that all threads of a process have used; undefined where that cannot be read. */
export function cpuOf(pid: number | undefined): number | undefined {
  const text = pid === undefined ? undefined : read(`/proc/${pid}/stat`);
  // The second field is the name in brackets, which may hold anything; times of user and system are 14 and 15.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory of a process in MB, and the most that it has ever been. */
export function memoryOf(pid: number | undefined): { now: number; peak: number } | undefined {
  const text = pid === undefined ? undefined : read(`/proc/${pid}/status`);
  if (text === undefined) return undefined;
  const inMb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) / 1024;
  return { now: inMb('VmRSS'), peak: inMb('VmHWM') };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
