/** How long what is still open, such as a pool of connections, may keep the process once its work is done. */
const ENDS_WITHIN_MS = 1_000;

/**
 * Aborted by the first SIGTERM or SIGINT. To be called before anything else: the first process of a container ignores signals
 * for which it has no handler yet. Being asked again changes nothing: npm, for one, passes a signal on that its whole process group
 * has had already.
 */
export function stopRequest(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('a stop was asked for'));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return controller.signal;
}

/** Gives what `work` gives. Throws as soon as a stop is asked for, whatever becomes of the work. */
export function unlessStopped<T>(stop: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = new Promise<never>((_, reject) => {
    const refuse = () => reject(stop.reason as Error);
    if (stop.aborted) refuse();
    else stop.addEventListener('abort', refuse, { once: true });
  });
  return Promise.race([work, stopped]);
}

/** Lets the process end by itself, which gives SQLite the time to close its files, but not for long. */
export function endProcess(exitCode: number): void {
  process.exitCode = exitCode;
  setTimeout(() => process.exit(exitCode), ENDS_WITHIN_MS).unref();
}
