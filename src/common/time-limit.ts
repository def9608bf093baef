import { setMaxListeners } from 'node:events';

/**
 * Runs `work` with a signal that is aborted once the time is up or `stop` is aborted. Does not use
 * `AbortSignal.any`: in Node.js 20, the timeout of such a signal may be garbage-collected, and then never
 * fires.
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
  // There are as many listeners as there is current work.
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
