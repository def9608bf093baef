import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import type { Operation, Resource } from '../../support/scim-client.js';
import { runsOf } from '../../support/seed.js';

const PEOPLE = 5;
const TAKEN = 'Taken';
const UNKNOWN = '00000000-0000-0000-0000-000000000000';

/** A group as modelled from RFC 7644 §3.5.2 alone. */
interface Model {
  displayName: string;
  externalId: string | undefined;
  members: Set<string>;
}

/** An operation and its effect on the model. */
interface Step {
  operation: Operation;
  apply: (model: Model) => void;
}

const inAnyCase = (op: string) => fc.constantFrom(op, op.toUpperCase(), op[0]?.toUpperCase() + op.slice(1));
const write = fc.constantFrom('add', 'replace').chain(inAnyCase);

const listed = (ids: readonly string[]) => ids.map((value) => ({ value, $ref: null, display: 'Someone' }));

/** The steps on a group whose members can be these users. */
function stepsOver(people: readonly string[]): fc.Arbitrary<Step> {
  const some = fc.uniqueArray(fc.constantFrom(...people), { maxLength: 3 });
  const add = (model: Model, ids: readonly string[]) => ids.forEach((id) => model.members.add(id));
  const remove = (model: Model, ids: readonly string[]) => ids.forEach((id) => model.members.delete(id));

  const adds = fc.tuple(inAnyCase('add'), some, fc.boolean()).map(([op, ids, hasPath]): Step => ({
    operation: hasPath
      ? { op, path: 'members', value: listed(ids) }
      : { op, value: { members: listed(ids) } },
    apply: (model) => add(model, ids),
  }));
  const replaces = fc.tuple(inAnyCase('replace'), some, fc.boolean()).map(([op, ids, hasPath]): Step => ({
    operation: hasPath
      ? { op, path: 'Members', value: listed(ids) }
      : { op, value: { members: listed(ids) } },
    apply: (model) => (model.members = new Set(ids)),
  }));
  const removesListed = fc.tuple(inAnyCase('remove'), some).map(([op, ids]): Step => ({
    operation: { op, path: 'members', value: listed(ids) },
    apply: (model) => remove(model, ids),
  }));
  const removesChosen = fc
    .tuple(inAnyCase('remove'), some)
    .filter(([, ids]) => ids.length > 0)
    .map(([op, ids]): Step => ({
      operation: { op, path: `members[${ids.map((id) => `value eq "${id}"`).join(' or ')}]` },
      apply: (model) => remove(model, ids),
    }));
  const removesMatching = fc.constantFrom(...people).map((id): Step => ({
    operation: { op: 'remove', path: `members[type eq "User" and not (value eq "${id}")]` },
    apply: (model) => (model.members = new Set([id].filter((one) => model.members.has(one)))),
  }));
  const removesAll = fc.constant<Step>({
    operation: { op: 'remove', path: 'members' },
    apply: (model) => model.members.clear(),
  });
  return fc.oneof(adds, replaces, removesListed, removesChosen, removesMatching, removesAll);
}

const renames = fc.tuple(write, fc.constantFrom('Sales', 'SALES', 'Vêntes 🎫'), fc.boolean());
const refers = fc.tuple(write, fc.constantFrom('g-1', 'G-1', ''), fc.boolean());

const ownSteps = fc.oneof(
  renames.map(([op, displayName, hasPath]): Step => ({
    operation: hasPath ? { op, path: 'displayName', value: displayName } : { op, value: { displayName } },
    apply: (model) => (model.displayName = displayName),
  })),
  refers.map(([op, externalId, hasPath]): Step => ({
    operation: hasPath ? { op, path: 'externalId', value: externalId } : { op, value: { externalId } },
    apply: (model) => (model.externalId = externalId || undefined),
  })),
);

function modelOf({ displayName, externalId, members = [] }: Resource): Model {
  return {
    displayName: displayName as string,
    externalId: externalId as string | undefined,
    members: new Set((members as { value: string }[]).map(({ value }) => value)),
  };
}

/** The model before the steps, and after each of them. */
function statesOf(model: Model, steps: readonly Step[]): Model[] {
  const states = [model];
  for (const { apply } of steps) {
    const next = structuredClone(states.at(-1) ?? model);
    apply(next);
    states.push(next);
  }
  return states;
}

describe.each(databaseLanes())('any sequence of PATCHes of a group on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let people: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    people = await addUsers(app, acme, PEOPLE);
    await acme.scim.create('/Groups', { displayName: TAKEN });
  });

  afterAll(() => app.close());

  /** Final operations that make a whole PATCH fail, and the status. */
  const endings = fc.constantFrom<[Operation[], number]>(
    ...Array.from({ length: 6 }, (): [Operation[], number] => [[], 204]),
    [[{ op: 'add', path: 'members', value: [{ value: UNKNOWN }] }], 400],
    [[{ op: 'replace', path: 'displayName', value: TAKEN.toUpperCase() }], 409],
    [[{ op: 'replace', path: 'nothing', value: 'x' }], 400],
    [[{ op: 'remove', path: 'displayName' }], 400],
  );

  /** An empty group; the only other group is the one whose name is taken. */
  const onlyGroup = async (): Promise<Resource> => {
    for (const { id } of await acme.scim.search('/Groups', `displayName ne "${TAKEN}"`)) {
      await acme.scim.delete(`/Groups/${id}`);
    }
    return acme.scim.create('/Groups', { displayName: 'Group' });
  };

  it('has the result of a naive model, and a new version if that has changed', async () => {
    const step = fc.oneof({ weight: 3, arbitrary: stepsOver(people) }, { weight: 1, arbitrary: ownSteps });
    const patch = fc.tuple(fc.array(step, { minLength: 1, maxLength: 4 }), endings);
    await fc.assert(
      fc.asyncProperty(fc.array(patch, { minLength: 1, maxLength: 8 }), async (patches) => {
        let group = await onlyGroup();
        let model = modelOf(group);
        for (const [steps, [ending, expected]] of patches) {
          const states = expected === 204 ? statesOf(model, steps) : [model];
          const next = states.at(-1) ?? model;
          const path = `/Groups/${group.id}`;
          const operations = [...steps.map(({ operation }) => operation), ...ending];
          const { status } = await acme.scim.patch(path, operations);
          const after = await acme.scim.read(path);
          expect({ status, ...modelOf(after) }).toEqual({ status: expected, ...next });
          // Changing and reverting within one PATCH may count as a change or not.
          const isChanged = !isDeepStrictEqual(next, model);
          const isTouched = states.some((state) => !isDeepStrictEqual(state, model));
          expect([isChanged, isTouched]).toContain(after.meta.version !== group.meta.version);
          group = after;
          model = next;
        }
      }),
      { numRuns: runsOf(60) },
    );
  });
});
