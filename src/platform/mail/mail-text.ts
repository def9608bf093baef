import { shortened } from '../../common/first-characters.js';

const LONGEST_NAME = 80;

/** A user name or an address: without spaces, so it cannot be a sentence. */
const ONE_WORD = /^(?!www\.)[\p{L}\p{N}_.+'@-]+$/iu;

/** Characters by which mail programs recognize addresses and URLs, which they turn into links. */
const LINKING = /[:@](?=\S)|\/(?=\/)|[.．。｡](?=\p{L}{2})/gu;

/** A link to Declaree, which a mail may contain. */
export class Link {
  constructor(readonly url: string) {}
}

/** Text of the program that does not contain user input. */
export class OwnText {
  constructor(readonly text: string) {}
}

/**
 * Builds the text of a mail. Each value is treated as user input unless it is a `Link` or `OwnText`. User
 * input is quoted, put on one line and shortened, so that it cannot add a paragraph or a link to the mail.
 */
export function mailText(
  parts: TemplateStringsArray,
  ...values: readonly (string | Link | OwnText)[]
): string {
  return String.raw({ raw: parts }, ...values.map(rendered));
}

function rendered(value: string | Link | OwnText): string {
  if (value instanceof Link) return value.url;
  return value instanceof OwnText ? value.text : quoted(value);
}

function quoted(text: string): string {
  // Control and format characters, separators, and halves of surrogate pairs.
  const line = text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const name = shortened(line, LONGEST_NAME);
  return `"${ONE_WORD.test(line) ? name : name.replaceAll(/["“”„«»<>]/g, "'").replaceAll(LINKING, '$& ')}"`;
}
