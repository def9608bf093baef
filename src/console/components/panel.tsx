import type { ComponentChildren } from 'preact';

/** A part of a page with a heading of its own. */
export function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="panel">
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

/** A short state with a colour; the text says it as well. */
export function Badge({
  tone,
  children,
}: {
  tone: 'good' | 'attention' | 'bad' | 'quiet';
  children: ComponentChildren;
}) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** What a list shows where it has nothing. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}
