import { isUtf8 } from 'node:buffer';
import { parse } from 'secure-json-parse';
import { Stretch } from '../stretch.js';
import { JsonBlocks, type JsonBlock, type JsonOptions, type JsonPart } from './json-blocks.js';

const BLANK = /^[ \t\r\n]*$/;

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Parses JSON in UTF-8 like `JSON.parse`. Parses a long text in pieces and lets other requests run in between. The
 * options may change `bytes`. Throws SyntaxError for invalid JSON or a member `__proto__`, and what `JsonBlocks.of`
 * throws.
 */
export async function parseJson(bytes: Buffer, options: JsonOptions = {}): Promise<unknown> {
  if (!isUtf8(bytes)) throw new SyntaxError('the text is not in UTF-8');
  const start = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    ? BYTE_ORDER_MARK.length
    : 0;
  const text = bytes.subarray(start);
  const block = await JsonBlocks.of(text, options);
  if (!block || block.parts.length === 0) return valueOf(text.toString());
  if (!BLANK.test(text.toString('latin1', 0, block.from)) || !BLANK.test(text.toString('latin1', block.to))) {
    throw new SyntaxError('there is text before the start or after the end');
  }
  return new PiecewiseReading(text).value(block);
}

class PiecewiseReading {
  private readonly stretch = new Stretch();

  constructor(private readonly bytes: Buffer) {}

  async value(block: JsonBlock): Promise<unknown> {
    await this.stretch.rest();
    if (block.parts.length === 0) return valueOf(this.text(block));
    return block.isList ? this.list(block.parts) : this.object(block.parts);
  }

  private async list(parts: readonly JsonPart[]): Promise<unknown[]> {
    const elements: unknown[] = [];
    for (const part of parts) {
      if (part.inner) {
        // Only whitespace may come before an element.
        ensureCount(valueOf(`[${this.text(part)}""]`), 1);
        elements.push(await this.value(part.inner));
      } else {
        for (const each of ensureCount(valueOf(`[${this.text(part)}]`))) elements.push(each);
        await this.stretch.rest();
      }
    }
    return elements;
  }

  private async object(parts: readonly JsonPart[]): Promise<Record<string, unknown>> {
    const object: Record<string, unknown> = {};
    for (const part of parts) {
      if (part.inner) {
        const [name] = ensureCount(Object.keys(valueOf(`{${this.text(part)}""}`) as object), 1);
        object[String(name)] = await this.value(part.inner);
      } else {
        const members = valueOf(`{${this.text(part)}}`) as Record<string, unknown>;
        ensureCount(Object.keys(members));
        Object.assign(object, members);
        await this.stretch.rest();
      }
    }
    return object;
  }

  private text({ from, to }: { from: number; to: number }): string {
    return this.bytes.toString('utf8', from, to);
  }
}

function valueOf(text: string): unknown {
  return parse(text, { protoAction: 'error', constructorAction: 'ignore' });
}

/** Throws SyntaxError unless there are elements, or exactly `count`. */
function ensureCount(elements: unknown, count?: number): unknown[] {
  const { length } = elements as unknown[];
  if (length === 0 || (count !== undefined && length !== count))
    throw new SyntaxError('an element is missing');
  return elements as unknown[];
}
