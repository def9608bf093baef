/** What a host name or an address fails with; everything else is the port's. */
const OF_THE_HOST = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** Why nothing can listen where it should, with the name of the setting to change: `HOST`, or that of the port. */
export function listenError(error: unknown, portSetting: 'PORT' | 'METRICS_PORT'): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const setting = OF_THE_HOST.has(code) ? 'HOST' : portSetting;
  return new Error(`${setting} cannot be listened on: ${message}`, { cause: error });
}
