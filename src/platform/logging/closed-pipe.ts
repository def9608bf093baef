/** Whether whoever read the output has gone, as `head` does once it has enough. */
export function isClosedPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}
