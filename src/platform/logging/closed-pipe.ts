/** Whether the reader has closed the pipe, as `head` does. */
export function isClosedPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}
