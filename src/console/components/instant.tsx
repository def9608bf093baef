import { ago, moment } from '../../common/moment.js';

/** A time in UTC, comparable with the identity provider's logs; `none` if there is no time. */
export function Instant({ at, none = 'never' }: { at: string | null | undefined; none?: string }) {
  if (at === null || at === undefined) return <span class="muted">{none}</span>;
  return <time dateTime={at}>{moment(at)}</time>;
}

/** How long ago something was, to the hour; the time itself on hover. */
export function Ago({ at }: { at: string }) {
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at)}
    </time>
  );
}
