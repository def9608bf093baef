/** `1 user`, `3 users`; `plural` for a noun that does not only take an s. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
