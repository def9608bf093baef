import { shortened } from '../../common/first-characters.js';

const LONGEST_NAME = 80;

/** A user name or an address: no blank in it, and so no sentence. */
const ONE_WORD = /^(?!www\.)[\p{L}\p{N}_.+'@-]+$/iu;

/** Where mail programs find an address or a URL: they make a link of it, whatever stands around it. */
const LINKING = /[:@](?=\S)|\/(?=\/)|[.．。｡](?=\p{L}{2})/gu;

/** A link of ours in a mail. */
export class Link {
  constructor(readonly url: string) {}
}

/** Words of the program's own, in which nobody's name is. */
export class OwnWords {
  constructor(readonly text: string) {}
}

/**
 * A text of a mail. What is put into it is a name that somebody chose, unless it is a `Link` or `OwnWords`: it stands in
 * quotes, on one line and shortened, and can write neither a paragraph nor a link into the mail.
 */
export function mailText(
  parts: TemplateStringsArray,
  ...values: readonly (string | Link | OwnWords)[]
): string {
  return String.raw({ raw: parts }, ...values.map(written));
}

function written(value: string | Link | OwnWords): string {
  if (value instanceof Link) return value.url;
  return value instanceof OwnWords ? value.text : named(value);
}

function named(text: string): string {
  // Control and format characters, separators, and halves of surrogate pairs.
  const line = text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const name = shortened(line, LONGEST_NAME);
  return `"${ONE_WORD.test(line) ? name : name.replaceAll(/["“”„«»<>]/g, "'").replaceAll(LINKING, '$& ')}"`;
}
