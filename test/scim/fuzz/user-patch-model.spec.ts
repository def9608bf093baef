import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, type Operation, type Resource } from '../../support/scim-client.js';
import { runsOf } from '../../support/seed.js';

interface Email {
  type: string;
  value?: string;
  primary?: boolean;
}

/** A user as modelled from RFC 7644 §3.5.2 alone. */
interface Model {
  texts: Record<string, string>;
  active: boolean;
  emails: Email[];
}

/** An operation and its effect on the model. Throws `Refused` if it must be refused. */
interface Step {
  operation: Operation;
  apply: (model: Model) => void;
}

class Refused extends Error {}

const TEXTS = ['title', 'nickName', 'name.givenName', 'name.familyName', `${ENTERPRISE}:department`];
const TYPES = ['work', 'home', 'other'];

const text = fc.constantFrom('Vos', 'van der Maes', 'Ünïcödé 🎫', "O'Brien", ' blanks ');
const nothing = fc.constantFrom('', null);
const inAnyCase = (op: string) => fc.constantFrom(op, op.toUpperCase(), op[0]?.toUpperCase() + op.slice(1));
const write = fc.constantFrom('add', 'replace').chain(inAnyCase);

const put = (model: Model, path: string, value: string | null) => {
  if (value) model.texts[path] = value;
  else delete model.texts[path];
};

const oneText = fc
  .record({ op: write, path: fc.constantFrom(...TEXTS), value: fc.oneof(text, nothing) })
  .map((operation): Step => ({ operation, apply: (model) => put(model, operation.path, operation.value) }));

const noText = fc
  .record({ op: inAnyCase('remove'), path: fc.constantFrom(...TEXTS) })
  .map((operation): Step => ({ operation, apply: (model) => put(model, operation.path, null) }));

const manyTexts = fc
  .record({
    op: write,
    value: fc.dictionary(fc.constantFrom(...TEXTS), fc.oneof(text, nothing), { minKeys: 1 }),
  })
  .map((operation): Step => {
    const texts = Object.entries(operation.value);
    return { operation, apply: (model) => texts.forEach(([name, value]) => put(model, name, value)) };
  });

const name = fc.tuple(write, fc.oneof(text, nothing), fc.boolean()).map(([op, givenName, hasPath]): Step => ({
  operation: hasPath ? { op, path: 'name', value: { givenName } } : { op, value: { name: { givenName } } },
  apply: (model) => put(model, 'name.givenName', givenName),
}));

const active = fc.tuple(write, fc.constantFrom(true, false, 'True', 'false')).map(([op, value]): Step => ({
  operation: { op, path: 'active', value },
  apply: (model) => (model.active = String(value).toLowerCase() === 'true'),
}));

const email = fc.record(
  {
    type: fc.constantFrom(...TYPES),
    value: fc.constantFrom('a@x.example', 'b@x.example'),
    primary: fc.boolean(),
  },
  { requiredKeys: ['type', 'value'] },
);

const emailList = fc
  .uniqueArray(email, { maxLength: 3, selector: ({ type, value }) => `${type} ${value}` })
  .filter((list) => list.filter(({ primary }) => primary).length <= 1);

/** Unsets primary on all except the one that an operation has just set. */
function settlePrimary(model: Model, [preferred, ...more]: readonly Email[]): void {
  if (more.length > 0) throw new Refused();
  if (!preferred) return;
  for (const other of model.emails) if (other.primary && other !== preferred) other.primary = false;
}

/** Merges elements that an operation has made equal; without a value, those that agree in everything. */
function unite(model: Model): void {
  const kept: Email[] = [];
  for (const one of model.emails) {
    const same = kept.find(
      (each) =>
        each.type === one.type &&
        each.value === one.value &&
        (one.value !== undefined || isDeepStrictEqual(each, one)),
    );
    if (same) Object.assign(same, one, same.primary && { primary: true });
    else kept.push(one);
  }
  model.emails = kept;
}

const addEmails = fc.tuple(inAnyCase('add'), emailList).map(([op, value]): Step => ({
  operation: { op, path: 'emails', value },
  apply: (model) => {
    const preferred = value.flatMap((given) => {
      const known = model.emails.findLast((each) => each.type === given.type && each.value === given.value);
      const element: Email = Object.assign(known ?? {}, given);
      if (!known) model.emails.push(element);
      return given.primary ? [element] : [];
    });
    settlePrimary(model, preferred);
  },
}));

const replaceEmails = fc.tuple(inAnyCase('replace'), emailList).map(([op, value]): Step => ({
  operation: { op, path: 'emails', value },
  apply: (model) => {
    model.emails = structuredClone(value);
  },
}));

const removeEmails = fc.tuple(inAnyCase('remove'), emailList).map(([op, value]): Step => ({
  operation: { op, path: 'emails', value },
  apply: (model) => {
    // An address without primary is not the primary one.
    const matches = (given: Partial<Email>) => (each: Email) =>
      Object.entries(given).every(([key, one]) => (each[key as keyof Email] ?? false) === one);
    model.emails = model.emails.filter((each) => !value.some((given) => matches(given)(each)));
  },
}));

const noEmails = fc
  .constantFrom<Operation>({ op: 'remove', path: 'emails' }, { op: 'replace', value: { emails: null } })
  .map((operation): Step => ({ operation, apply: (model) => (model.emails = []) }));

/** A sub-attribute as it is sent and as it is stored. */
const part = fc.constantFrom<[sent: Partial<Record<keyof Email, unknown>>, then: Partial<Email>][]>(
  [{ value: 'c@x.example' }, { value: 'c@x.example' }],
  [{ primary: true }, { primary: true }],
  [{ primary: 'True' }, { primary: true }],
  [{ primary: 'false' }, { primary: false }],
);

const oneEmail = fc.tuple(write, fc.constantFrom(...TYPES), part).map(([op, type, [sent, then]]): Step => {
  const [[key, value] = []] = Object.entries(sent);
  return {
    operation: { op, path: `emails[type eq "${type}"].${key}`, value },
    apply: (model) => {
      if (!model.emails.some((each) => each.type === type)) model.emails.push({ type });
      const chosen = model.emails.filter((each) => each.type === type);
      for (const each of chosen) Object.assign(each, then);
      unite(model);
      settlePrimary(model, then.primary ? chosen.filter((each) => model.emails.includes(each)) : []);
    },
  };
});

const removeEmail = fc
  .tuple(inAnyCase('remove'), fc.constantFrom(...TYPES), fc.boolean())
  .map(([op, type, isWhole]): Step => ({
    operation: { op, path: `emails[type eq "${type}"]${isWhole ? '' : '.value'}` },
    // An address is removed with its value if only type and primary would be left.
    apply: (model) => {
      model.emails = model.emails.filter((each) => each.type !== type);
    },
  }));

const step = fc.oneof(
  fc.oneof(oneText, noText, manyTexts, name, active),
  fc.oneof(addEmails, replaceEmails, removeEmails, noEmails, oneEmail, removeEmail),
);

/** The model after a PATCH; undefined if it must be refused as a whole. */
function patched(model: Model, steps: readonly Step[]): Model | undefined {
  const next = structuredClone(model);
  try {
    for (const { apply } of steps) apply(next);
    return next;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** The model's attributes in an answer. */
function modelOf(user: Resource): Model {
  const at = (path: string): unknown => {
    const parts = path.startsWith(ENTERPRISE)
      ? [ENTERPRISE, path.slice(ENTERPRISE.length + 1)]
      : path.split('.');
    return parts.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], user);
  };
  const texts = TEXTS.flatMap((path) =>
    typeof at(path) === 'string' ? [[path, String(at(path))] as const] : [],
  );
  return {
    texts: Object.fromEntries(texts),
    active: user['active'] as boolean,
    emails: (user['emails'] ?? []) as Email[],
  };
}

describe.each(databaseLanes())('any sequence of PATCHes of a user on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('has the result of a naive model, and a new version if that has changed', async () => {
    const sequence = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sequence, async (patches) => {
        let user = await acme.scim.create('/Users', { userName: `person${++number}@acme.example` });
        let model: Model = { texts: {}, active: true, emails: [] };
        for (const steps of patches) {
          const next = patched(model, steps);
          const path = `/Users/${user.id}`;
          const { status } = await acme.scim.patch(
            path,
            steps.map(({ operation }) => operation),
          );
          const after = await acme.scim.read(path);
          expect({ status, ...modelOf(after) }).toEqual({ status: next ? 200 : 400, ...(next ?? model) });
          expect(after.meta.version === user.meta.version).toBe(
            isDeepStrictEqual(modelOf(after), modelOf(user)),
          );
          user = after;
          model = next ?? model;
        }
      }),
      { numRuns: runsOf(60) },
    );
  });
});
