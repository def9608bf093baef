import type { Readable } from 'node:stream';
import type { ComponentChildren } from 'preact';
import type { FormRefusal } from './form.js';
import type { Notice } from './notice.js';

/** What a console controller returns. The frame and the headers are the same for all pages. */
export interface WebPage {
  /** The page's heading, also shown in browser tabs and history. */
  title: string;
  body: ComponentChildren;
  /** A sentence below the heading. */
  lead?: string | undefined;
  /** Why the form on the page was refused. It sets the status of the answer. */
  refusal?: FormRefusal | undefined;
  status?: number;
  headers?: Readonly<Record<string, string>>;
}

/** A file that the browser stores instead of showing a page. */
export class Download {
  constructor(
    readonly name: string,
    readonly type: string,
    readonly content: Readable,
  ) {}
}

/** Redirects after a POST (303), so that a reload does not send the form again. */
export class Redirect {
  constructor(
    readonly to: string,
    readonly notice?: Notice,
  ) {}
}
