import type { ComponentChildren } from 'preact';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormRefusal } from '../form.js';

interface QuestionPageProps {
  title: string;
  /** What will happen, in one or two sentences. */
  children: ComponentChildren;
  action: string;
  submit: string;
  tone?: 'primary' | 'danger';
  cancel: { href: string; label: string };
  refusal?: FormRefusal | undefined;
}

/** Asks for confirmation before an action that people notice or that cannot be undone. */
export function QuestionPage({ title, children, ...form }: QuestionPageProps) {
  return (
    <Panel title={title}>
      <p>{children}</p>
      <Form {...form} />
    </Panel>
  );
}
