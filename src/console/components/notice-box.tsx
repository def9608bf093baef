import type { ComponentChildren } from 'preact';
import type { Notice } from '../notice.js';
import { CopyValue } from './copy-value.js';

/** The result of the last action, at the top of the next page. */
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

/** A highlighted box for a success, a warning or an error. */
export function Message({
  tone,
  children,
}: {
  tone: 'good' | 'attention' | 'bad';
  children: ComponentChildren;
}) {
  return <div class={`message ${tone}`}>{children}</div>;
}
