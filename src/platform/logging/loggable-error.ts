import { visibleLines } from '../../common/visible-text.js';

/** What a log may hold of an error: no statement, parameter, query or body, whatever its maker has hung on it. */
export interface LoggableError {
  type: string;
  message: string;
  stack?: string | undefined;
  code?: string | number | undefined;
  cause?: LoggableError | undefined;
}

/** Errors within errors; a circle of them must end. */
const MOST_CAUSES = 5;

/** Values that a database quotes in its message (`Duplicate entry 'mira@…'`, `Incorrect string value: '…'`). */
const QUOTED_VALUE = /\b(entry|value:?) '(?:[^'\\]|\\.)*'/g;

/** An error for the log, and what caused it. What is thrown that is no error is told by its type alone. */
export function loggableError(error: unknown, causes = MOST_CAUSES): LoggableError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is no error was thrown' };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message: withoutValues(message),
    stack: stack && withoutValues(stack),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause instanceof Error && causes > 0 ? { cause: loggableError(cause, causes - 1) } : {}),
  };
}

function withoutValues(text: string): string {
  return visibleLines(text.replace(QUOTED_VALUE, "$1 '[redacted]'"));
}
