import type { Attribute } from '../../src/scim/protocol/schema/attribute.js';

/** Texts that a careless store would change: trailing spaces, letter case, accents, characters beyond 16 bits. */
const TEXT = ' Ünïcödé “quotes” \\ 日本 🎫 ';

/** A writable value of the attribute, with all writable sub-attributes. Another `variant` returns another value. */
export function sampleOf(attribute: Attribute, variant: number): unknown {
  if (!attribute.multiValued) return sampleOfOne(attribute, variant);
  return [sampleOfOne(attribute, variant), sampleOfOne(attribute, variant + 1001)];
}

function sampleOfOne(attribute: Attribute, variant: number): unknown {
  const { type, name, subAttributes = [], canonicalValues } = attribute;
  switch (type) {
    case 'complex':
      return Object.fromEntries(
        subAttributes.filter(isWritable).map((sub) => [sub.name, sampleOf(sub, variant)]),
      );
    case 'boolean':
      return variant < 1000;
    case 'string':
      return canonicalValues?.[variant % 2] ?? `${name} ${variant}${TEXT}`;
    case 'reference':
      return `https://example.com/${name}/Ä?number=${variant}&Case=Exact#x`;
    case 'binary':
      return Buffer.from(`${name} ${variant}`).toString('base64');
    case 'integer':
    case 'decimal':
      return variant;
    case 'dateTime':
      return new Date(variant * 1000).toISOString();
  }
}

/** Whether a client can write the attribute and read it back. */
export function isWritable({ mutability, returned }: Attribute): boolean {
  return mutability !== 'readOnly' && returned !== 'never';
}
