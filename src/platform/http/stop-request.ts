/** How long open handles, such as a connection pool, may keep the process alive. */
const ENDS_WITHIN_MS = 1_000;

/**
 * Aborted by the first SIGTERM or SIGINT. Call it first: the first process of a container ignores signals without a
 * handler. Further signals are ignored: npm, for example, repeats a signal that its process group already got.
 */
export function stopRequest(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('a stop was requested'));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return controller.signal;
}

/** Returns the result of `work`, or throws as soon as a stop is requested. */
export function unlessStopped<T>(stop: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = new Promise<never>((_, reject) => {
    const refuse = () => reject(stop.reason as Error);
    if (stop.aborted) refuse();
    else stop.addEventListener('abort', refuse, { once: true });
  });
  return Promise.race([work, stopped]);
}

/** Lets the process end by itself, so that SQLite can close its files; forces the exit after a while. */
export function endProcess(exitCode: number): void {
  process.exitCode = exitCode;
  setTimeout(() => process.exit(exitCode), ENDS_WITHIN_MS).unref();
}
