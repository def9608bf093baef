/** A function that calls `make` the first time only, and returns its result each time. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
