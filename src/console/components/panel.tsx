import type { ComponentChildren } from 'preact';

interface PanelProps {
  title: string;
  /** For links to it. */
  id?: string;
  children: ComponentChildren;
}

/** A section of a page with a heading. */
export function Panel({ title, id, children }: PanelProps) {
  return (
    <section class="panel" id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Names with their values. */
export function Facts({ facts }: { facts: readonly { name: string; value: ComponentChildren }[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A short status with a colour. The text alone is enough to understand it. */
export function Badge({
  tone,
  children,
}: {
  tone: 'good' | 'attention' | 'bad' | 'quiet';
  children: ComponentChildren;
}) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** What an empty list shows. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}
