import { ago, moment } from '../../common/moment.js';

interface InstantProps {
  at: string | null | undefined;
  /** What is shown if there is no time. */
  none?: string;
  /** Whether the script never uses words such as `today`, which do not fit within a sentence. */
  exact?: boolean;
}

/**
 * A time. The script shows it in the reader's time zone, recent ones in words such as `3 minutes ago`, with the time in
 * UTC on hover; without the script, it is shown in UTC, comparable with the identity provider's logs.
 */
export function Instant({ at, none = 'never', exact = false }: InstantProps) {
  if (at === null || at === undefined) return <span class="muted">{none}</span>;
  return (
    <time dateTime={at} data-exact={exact ? '' : undefined}>
      {moment(at)}
    </time>
  );
}

/** How long ago something was, to the hour; the time itself on hover. */
export function Ago({ at }: { at: string }) {
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at)}
    </time>
  );
}
