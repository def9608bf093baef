import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument, replaceDocument } from '../../../src/scim/protocol/document.js';
import { ScimError } from '../../../src/scim/protocol/errors.js';
import { parsePatch } from '../../../src/scim/protocol/patch-operation.js';
import { applyPatch } from '../../../src/scim/protocol/patch.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { type ScimObject, isEmpty, isObject } from '../../../src/scim/protocol/value.js';
import { nearlyPath, nearlyUser } from './support/arbitraries.js';
import { frozen, memberSteps, patched } from './support/patched.js';

/** The result, or undefined for a ScimError; any other error fails the test. */
function unlessRefused<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

/** Whether nothing in the value is empty, and every object is a plain object. */
function isNormal(value: unknown): boolean {
  if (isEmpty(value)) return false;
  if (Array.isArray(value)) return value.every(isNormal);
  if (!isObject(value)) return true;
  const values = Object.values(value);
  return Object.getPrototypeOf(value) === Object.prototype && values.length > 0 && values.every(isNormal);
}

const operation = fc.record({
  op: fc.constantFrom('add', 'replace', 'remove', 'Replace', 'move'),
  path: fc.oneof(nearlyPath, fc.constant(undefined)),
  value: nearlyUser,
});

const MIRA: ScimObject = frozen({
  userName: 'mira.vos',
  name: { familyName: 'Vos' },
  emails: [{ value: 'a', type: 'work', primary: true }],
});

describe('any body', () => {
  it('is a document in normal form, or refused, and is not changed', () => {
    fc.assert(
      fc.property(nearlyUser, fc.constantFrom(USER, GROUP), (body, type) => {
        const read = unlessRefused(() => readDocument(type, frozen(body)));
        if (!read) return;
        expect(isNormal(read.document)).toBe(true);
        expect(read.document).not.toHaveProperty('members');
        expect(read.document).not.toHaveProperty('schemas');
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the same document when its document is read again', () => {
    fc.assert(
      fc.property(nearlyUser, (body) => {
        const read = unlessRefused(() => readDocument(USER, body));
        if (!read) return;
        const again = readDocument(USER, read.document);
        expect(again.document).toEqual(read.document);
        expect([...again.ignored]).toEqual([]);
        expect(replaceDocument(USER, read.document, again)).toEqual(read.document);
      }),
      { numRuns: 1000 },
    );
  });

  it('as a PATCH changes a copy, or is refused', () => {
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 5 }), (operations) => {
        const result = unlessRefused(() => patched(MIRA, frozen(operations)));
        if (!result) return;
        expect(isNormal(result)).toBe(true);
        expect(result['userName']).toEqual(expect.any(String));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not change the prototype of objects', () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(nearlyUser, (body) => {
        unlessRefused(() => readDocument(USER, body));
        unlessRefused(() => patched(MIRA, [{ op: 'add', value: body }]));
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
      }),
    );
  });
});

describe('the same operation twice', () => {
  it('has the same effect as once', () => {
    fc.assert(
      fc.property(operation, (each) => {
        const once = unlessRefused(() => patched(MIRA, [each]));
        if (!once) return;
        expect(patched(once, [each])).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });
});

// A naive user: three single values and a list of e-mail addresses, changed exactly as RFC 7644 §3.5.2 says.
interface Email {
  value: string;
  type: string;
  primary?: boolean;
}

interface Model {
  texts: Map<string, string>;
  emails: Email[];
}

interface Step {
  request: object;
  change: (model: Model) => void;
}

const name = fc.constantFrom('title', 'nickName', 'name.familyName');
const type = fc.constantFrom('work', 'home', 'other');
const value = fc.constantFrom('a', 'b', 'c');
const assigning = fc.constantFrom('add', 'replace');

function addEmail(emails: Email[], email: Email): void {
  const known = emails.findLast((each) => each.value === email.value && each.type === email.type);
  if (email.primary) {
    for (const each of emails) if (each.primary && each !== known) each.primary = false;
  }
  if (known) Object.assign(known, email);
  else emails.push(email);
}

/** Merges values that a change has made equal. */
function unite(emails: readonly Email[]): Email[] {
  const kept: Email[] = [];
  for (const email of emails) {
    const same = kept.find((each) => each.value === email.value && each.type === email.type);
    if (same) Object.assign(same, email, same.primary && { primary: true });
    else kept.push(email);
  }
  return kept;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(assigning, name, fc.oneof(value, fc.constant(''))).map(([op, path, text]): Step => ({
    request: { op, path, value: text },
    change: ({ texts }) => void (text === '' ? texts.delete(path) : texts.set(path, text)),
  })),
  name.map((path): Step => ({
    request: { op: 'remove', path },
    change: ({ texts }) => void texts.delete(path),
  })),
  fc.tuple(assigning, name, value).map(([op, path, text]): Step => ({
    request: { op, value: { [path]: text } },
    change: ({ texts }) => void texts.set(path, text),
  })),
  fc.record({ value, type, primary: fc.boolean() }).map((email): Step => ({
    request: { op: 'add', path: 'emails', value: [email] },
    change: ({ emails }) => addEmail(emails, { ...email }),
  })),
  fc.record({ value, type }).map((email): Step => ({
    request: { op: 'replace', path: 'emails', value: email },
    change: (model) => void (model.emails = [{ ...email }]),
  })),
  type.map((wanted): Step => ({
    request: { op: 'remove', path: `emails[type eq "${wanted}"]` },
    change: (model) => void (model.emails = model.emails.filter((each) => each.type !== wanted)),
  })),
  value.map((wanted): Step => ({
    request: { op: 'remove', path: 'emails', value: [{ value: wanted }] },
    change: (model) => void (model.emails = model.emails.filter((each) => each.value !== wanted)),
  })),
  fc.tuple(assigning, type, value).map(([op, wanted, text]): Step => ({
    request: { op, path: `emails[type eq "${wanted}"].value`, value: text },
    change: (model) => {
      const chosen = model.emails.filter((each) => each.type === wanted);
      for (const each of chosen) each.value = text;
      if (chosen.length === 0) model.emails.push({ type: wanted, value: text });
      model.emails = unite(model.emails);
    },
  })),
);

function toDocument({ texts, emails }: Model): ScimObject {
  const familyName = texts.get('name.familyName');
  return {
    userName: 'mira.vos',
    ...Object.fromEntries([...texts].filter(([each]) => each !== 'name.familyName')),
    ...(familyName !== undefined && { name: { familyName } }),
    ...(emails.length > 0 && { emails: emails.map((each) => ({ ...each })) }),
  };
}

describe('random sequences of operations', () => {
  it('agree with a naive model', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        const model: Model = { texts: new Map(), emails: [] };
        for (const { change } of steps) change(model);
        const requests = steps.map(({ request }) => request);
        expect(patched(frozen({ userName: 'mira.vos' }), requests)).toEqual(toDocument(model));
      }),
      { numRuns: 1000 },
    );
  });

  it('have the same effect in one PATCH as one by one', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (steps) => {
        const start: ScimObject = { userName: 'mira.vos' };
        const together = patched(
          start,
          steps.map(({ request }) => request),
        );
        expect(steps.reduce((document, { request }) => patched(document, [request]), start)).toEqual(
          together,
        );
      }),
    );
  });
});

describe('random changes of members', () => {
  const change = fc.tuple(fc.constantFrom('add', 'remove', 'replace'), fc.subarray(['a', 'b', 'c', 'd']));

  it('leave the same members as when they are applied one by one', () => {
    fc.assert(
      fc.property(
        fc.subarray(['a', 'b', 'x']),
        fc.array(change, { minLength: 1, maxLength: 12 }),
        (before, changes) => {
          const naive = new Set(before);
          const apply = (members: Set<string>, kind: string, ids: readonly string[]): void => {
            if (kind === 'replace') members.clear();
            for (const id of ids) members[kind === 'remove' ? 'delete' : 'add'](id);
          };
          for (const [kind, ids] of changes) apply(naive, kind, ids);
          const members = new Set(before);
          const steps = memberSteps(...changes.map(([op, ids]) => ({ op, path: 'members', value: ids })));
          for (const each of steps) if ('ids' in each) apply(members, each.kind, each.ids);
          expect(members).toEqual(naive);
          expect(steps.length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  it('never change the document', () => {
    fc.assert(
      fc.property(change, ([op, ids]) => {
        const { operations } = parsePatch(GROUP, { Operations: [{ op, path: 'members', value: ids }] });
        expect(applyPatch(frozen({ displayName: 'A' }), operations).document).toEqual({ displayName: 'A' });
      }),
    );
  });
});
