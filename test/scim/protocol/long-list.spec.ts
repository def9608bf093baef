import { describe, expect, it } from 'vitest';
import { parseProjection, project } from '../../../src/scim/protocol/projection.js';
import { GROUP } from '../../../src/scim/protocol/schema/registry.js';
import { isComplex, LongList } from '../../../src/scim/protocol/value.js';

const NAMES = ['Anna', 'Mira'];
const members = (names: readonly string[]) =>
  LongList.of(names, (name) => ({ value: name.toLowerCase(), display: name, type: 'User' }));
const shown = (names: readonly string[], query: object) =>
  JSON.parse(
    JSON.stringify(
      project(GROUP, { id: '1', schemas: [], members: members(names) }, parseProjection(GROUP, query)),
    ),
  );

describe('a long list of an answer', () => {
  it('makes its elements anew each time that it is read', () => {
    const list = members(NAMES);
    expect(list).toHaveLength(2);
    expect([...list]).toEqual([...list]);
    expect([...list][0]).not.toBe([...list][0]);
    expect(isComplex(list)).toBe(false);
  });

  it('is written like any list', () => {
    expect(shown(NAMES, {}).members).toEqual([
      { value: 'anna', display: 'Anna', type: 'User' },
      { value: 'mira', display: 'Mira', type: 'User' },
    ]);
    expect(shown([], {}).members).toEqual([]);
  });

  it('has only the sub-attributes that are asked for', () => {
    expect(shown(NAMES, { attributes: 'members.value' }).members).toEqual([
      { value: 'anna' },
      { value: 'mira' },
    ]);
    expect(shown(NAMES, { excludedAttributes: 'members.display,members.type' }).members).toEqual([
      { value: 'anna' },
      { value: 'mira' },
    ]);
  });

  it('gives the JSON text of each element, and of each part', () => {
    const texts = (list: LongList | undefined) => [...(list?.texts() ?? [])];
    const list = members(NAMES);
    expect(texts(list)).toEqual([...list].map((each) => JSON.stringify(each)));
    expect(texts(list.parts(({ value = '' }) => ({ value })))).toEqual([
      '{"value":"anna"}',
      '{"value":"mira"}',
    ]);
    const written = LongList.of(
      NAMES,
      (value) => ({ value }),
      (value) => `{"value": "${value}"}`,
    );
    expect(texts(written)).toEqual(['{"value": "Anna"}', '{"value": "Mira"}']);
  });

  it('is left out where nothing of it is asked for', () => {
    const excludedAttributes = 'members.value,members.display,members.type';
    expect(shown(NAMES, { excludedAttributes })).not.toHaveProperty('members');
    expect(shown([], { attributes: 'members.value' })).not.toHaveProperty('members');
  });

  it('leaves out elements of which nothing is left', () => {
    const parts = members(NAMES).parts((member) => (member['value'] === 'anna' ? member : undefined));
    expect([...(parts ?? [])]).toEqual([{ value: 'anna', display: 'Anna', type: 'User' }]);
  });
});
