import { moment } from '../../common/moment.js';

/** A moment in UTC, as the identity provider's own logs can show it; `none` where there was none. */
export function Instant({ at, none = 'never' }: { at: string | null | undefined; none?: string }) {
  if (at === null || at === undefined) return <span class="muted">{none}</span>;
  return <time dateTime={at}>{moment(at)}</time>;
}
