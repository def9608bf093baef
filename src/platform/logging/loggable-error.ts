import { visibleLines } from '../../common/visible-text.js';

/** The loggable parts of an error: no statement, parameter, query or body. */
export interface LoggableError {
  type: string;
  message: string;
  stack?: string | undefined;
  code?: string | number | undefined;
  cause?: LoggableError | undefined;
}

/** Maximum depth of causes, which may be circular. */
const MOST_CAUSES = 5;

/** Values in a database's error message (`Duplicate entry 'mira@…'`, `Incorrect string value: '…'`). */
const QUOTED_VALUE = /\b(entry|value:?) '(?:[^'\\]|\\.)*'/g;

/** An error and its causes for the log. Thrown values that are not Errors are logged by type only. */
export function loggableError(error: unknown, causes = MOST_CAUSES): LoggableError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'a value that is not an Error was thrown' };
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
