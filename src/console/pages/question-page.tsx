import type { ComponentChildren } from 'preact';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormRefusal } from '../form.js';

interface QuestionPageProps {
  title: string;
  /** What happens, in a sentence or two. */
  children: ComponentChildren;
  action: string;
  submit: string;
  tone?: 'primary' | 'danger';
  cancel: { href: string; label: string };
  refusal?: FormRefusal | undefined;
}

/** Asks once more before something is done that people notice, or that cannot be undone. */
export function QuestionPage({ title, children, ...form }: QuestionPageProps) {
  return (
    <Panel title={title}>
      <p>{children}</p>
      <Form {...form} />
    </Panel>
  );
}
