/** Errors caused by HOST; all others are caused by the port. */
const OF_THE_HOST = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** The error for a failed listen, with the setting to change: `HOST` or the port's. */
export function listenError(error: unknown, portSetting: 'PORT' | 'METRICS_PORT'): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const setting = OF_THE_HOST.has(code) ? 'HOST' : portSetting;
  return new Error(`${setting} is not available: ${message}`, { cause: error });
}
