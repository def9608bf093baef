import { setMaxListeners } from 'node:events';

/**
 * Runs `work` with a signal that is aborted once the time is up or `stop` is aborted. Not with `AbortSignal.any`: in Node.js 20,
 * the garbage collector takes the timeout of such a signal, which then never ends anything.
 * @param ms the time in milliseconds
 */
export async function withinTime<T>(
  ms: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, ms);
  // As many as there is work at the moment.
  setMaxListeners(0, stop);
  stop.addEventListener('abort', end);
  if (stop.aborted) end();
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}
