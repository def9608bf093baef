import { describe, expect, it } from 'vitest';
import { readDocument, replaceDocument } from '../../../src/scim/protocol/document.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../../src/scim/protocol/schema/expense-user.js';
import { USER } from '../../../src/scim/protocol/schema/registry.js';
import { type ScimObject } from '../../../src/scim/protocol/value.js';

const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const EXPENSE = EXPENSE_USER_SCHEMA.id;

const CURRENT: ScimObject = {
  externalId: '00u1',
  userName: 'mira.vos',
  active: false,
  password: 'q7Zt0pWm',
  title: 'Controller',
  emails: [{ value: 'mira.vos@acme.example' }],
  [ENTERPRISE]: { department: 'Finance', costCenter: '4130' },
  [EXPENSE]: { organization: 'Acme NL', iban: 'NL91ABNA0417164300' },
};

function afterPut(body: Record<string, unknown>): ScimObject {
  return replaceDocument(USER, CURRENT, readDocument(USER, { userName: 'mira.vos', ...body }));
}

describe('PUT (RFC 7644 §3.5.1)', () => {
  it('clears omitted attributes, but keeps active, password, and extensions omitted as a whole', () => {
    const { externalId, title, emails, ...kept } = CURRENT;
    expect([externalId, title, emails]).not.toContain(undefined);
    expect(afterPut({})).toEqual(kept);
    expect(afterPut({ [ENTERPRISE]: null, [EXPENSE]: [], active: null, password: '' })).toEqual(kept);
  });

  it('sets the given attributes', () => {
    expect(afterPut({ active: true, title: 'CFO', externalId: '00u2' })).toMatchObject({
      active: true,
      title: 'CFO',
      externalId: '00u2',
    });
  });

  it('clears attributes omitted from an extension block, but keeps the organization', () => {
    const after = afterPut({ [ENTERPRISE]: { department: 'Audit' }, [EXPENSE]: { role: 'approver' } });
    expect(after[ENTERPRISE]).toEqual({ department: 'Audit' });
    expect(after[EXPENSE]).toEqual({ organization: 'Acme NL', role: 'approver' });
  });

  it.each([{ [ENTERPRISE]: {} }, { [ENTERPRISE]: { department: '', costCenter: null } }])(
    'clears an extension by a block without values: %j',
    (body) => {
      expect(afterPut(body)).not.toHaveProperty([ENTERPRISE]);
    },
  );

  it('merges individual extension attributes if there is no block', () => {
    expect(afterPut({ [`${ENTERPRISE}:department`]: 'Audit' })[ENTERPRISE]).toEqual({
      department: 'Audit',
      costCenter: '4130',
    });
  });

  it.each([{ [`${ENTERPRISE}:department`]: '' }, { [`${ENTERPRISE}.department`]: null }, { department: [] }])(
    'clears an individual extension attribute if there is no block: %j',
    (body) => {
      expect(afterPut(body)[ENTERPRISE]).toEqual({ costCenter: '4130' });
    },
  );

  it("accepts SCIM 1.1's URN for the enterprise block", () => {
    const block = { 'urn:scim:schemas:extension:enterprise:1.0': { department: 'Audit' } };
    expect(afterPut(block)[ENTERPRISE]).toEqual({ department: 'Audit' });
  });

  it('changes neither of the documents', () => {
    const before = structuredClone(CURRENT);
    afterPut({ title: 'CFO', [ENTERPRISE]: { department: 'Audit' } });
    expect(CURRENT).toEqual(before);
  });
});
