import type { ComponentChildren } from 'preact';
import type { Notice } from '../notice.js';
import { CopyValue } from './copy-value.js';

/** What the last step did, at the top of the page that follows it. */
export function NoticeBox({ notice: { text, secret } }: { notice: Notice }) {
  return (
    <Message tone="good">
      <p>{text}</p>
      {secret && (
        <>
          <CopyValue label={secret.label} value={secret.value} />
          <p>{secret.advice}</p>
        </>
      )}
    </Message>
  );
}

/** A box that stands out: something went well, wants attention, or failed. */
export function Message({
  tone,
  children,
}: {
  tone: 'good' | 'attention' | 'bad';
  children: ComponentChildren;
}) {
  return <div class={`message ${tone}`}>{children}</div>;
}
