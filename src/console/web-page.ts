import type { ComponentChildren } from 'preact';
import type { FormRefusal } from './form.js';
import type { Notice } from './notice.js';

/** What a controller of the console shows; the frame around it, and the headers, are the same for all. */
export interface WebPage {
  /** The page's heading, and its name in tabs and histories. */
  title: string;
  body: ComponentChildren;
  /** A sentence below the heading. */
  lead?: string | undefined;
  /** Where the page shows a form again: why it was refused. The status comes from there. */
  refusal?: FormRefusal | undefined;
  status?: number;
  headers?: Readonly<Record<string, string>>;
}

/** The end of a POST: another page, which a reload does not send again (303). */
export class Redirect {
  constructor(
    readonly to: string,
    readonly notice?: Notice,
  ) {}
}
