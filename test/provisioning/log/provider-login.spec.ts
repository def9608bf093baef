import { describe, expect, it } from 'vitest';
import {
  afterNews,
  type AcceptedCall,
  type Attempt,
  type CredentialUse,
  type ProviderLogin,
} from '../../../src/provisioning/log/provider-login.js';

const at = (minute: number, day = 1) =>
  `2026-11-${String(day).padStart(2, '0')}T08:${String(minute).padStart(2, '0')}:00.000Z`;

const NOBODY: ProviderLogin = { provider: null, lastTest: null };
const OKTA = { actor: 'okta', keyId: null, client: 'Okta SCIM Client' };
const SCRIPT = { actor: 'okta', keyId: 'key', client: 'curl' };

const use = (time: string, facts: Partial<CredentialUse> = {}): CredentialUse => ({
  time,
  ...OKTA,
  ...facts,
});
const call = (time: string, facts: Partial<AcceptedCall> = {}): AcceptedCall => ({
  ...use(time),
  userId: null,
  isCarriedOut: true,
  ...facts,
});
const attempt = (time: string, facts: Partial<Attempt> = {}): Attempt => ({
  ...use(time),
  userId: null,
  isAdmin: true,
  status: 401,
  detail: 'Wrong.',
  code: 'wrong-password',
  ...facts,
});

/** The state after several pieces of news. */
const after = (...news: { accepted?: AcceptedCall; attempts?: Attempt[] }[]) =>
  news.reduce(afterNews, NOBODY);

describe('the credential of the identity provider', () => {
  it('is that of the last call, if no call names a product', () => {
    const { provider } = after(
      { accepted: call(at(1), SCRIPT) },
      { accepted: call(at(2), { ...SCRIPT, actor: 'other' }) },
    );
    expect(provider).toEqual(use(at(2), { ...SCRIPT, actor: 'other' }));
  });

  it('is not a script’s while a product keeps calling, and never a browser’s', () => {
    const known = { accepted: call(at(1)) };
    expect(after(known, { accepted: call(at(2), SCRIPT) }).provider).toEqual(use(at(1)));
    expect(after({ accepted: call(at(1), { client: 'Mozilla' }) })).toEqual(NOBODY);
    expect(after(known, { accepted: call(at(2), { client: 'Mozilla' }) }).provider).toEqual(use(at(1)));
  });

  it('is a script’s once the product has been silent for 30 days, and another product’s at once', () => {
    const known = { accepted: call('2026-10-01T08:00:00.000Z') };
    expect(after(known, { accepted: call(at(1), SCRIPT) }).provider).toEqual(use(at(1), SCRIPT));
    const entra = { client: 'Microsoft Azure AD SCIM provisioning', keyId: 'key' };
    expect(after({ accepted: call(at(1)) }, { accepted: call(at(2), entra) }).provider).toEqual(
      use(at(2), entra),
    );
  });

  it('is never that of an older call that another replica reports later', () => {
    expect(after({ accepted: call(at(5)) }, { accepted: call(at(1)) }).provider).toEqual(use(at(5)));
  });
});

describe('its last test', () => {
  const known = {
    accepted: call(at(1)),
    attempts: [attempt(at(1), { status: 200, detail: null, code: null })],
  };

  it('is a test with that credential', () => {
    expect(after(known).lastTest).toMatchObject({ time: at(1), status: 200 });
    expect(after(known, { attempts: [attempt(at(2))] }).lastTest).toMatchObject({ time: at(2), status: 401 });
  });

  it.each<[string, Partial<Attempt>]>([
    ['another login', { actor: 'mira' }],
    ['another login of the same product', { actor: 'mira', client: 'Okta SCIM Client' }],
    ['a key of the same user', { keyId: 'old key' }],
    ['the same login by somebody else', { client: 'curl' }],
    ['the same login by a browser', { client: 'Mozilla' }],
  ])('is not a test with %s', (_, facts) => {
    expect(after(known, { attempts: [attempt(at(2), facts)] }).lastTest).toMatchObject({ status: 200 });
  });

  it.each<[string, Partial<Attempt>]>([
    ['that does not name itself', { client: null }],
    ['of another product, to which the customer moves', { client: 'Microsoft Azure AD SCIM provisioning' }],
  ])('is one with the same login of a client %s', (_, facts) => {
    expect(after(known, { attempts: [attempt(at(2), facts)] }).lastTest).toMatchObject({ status: 401 });
  });

  it.each<[string, Partial<Attempt>, number | undefined]>([
    ['an administrator', { client: 'curl' }, 401],
    ["somebody else by a product's client", { isAdmin: false }, 401],
    ['somebody else by a script', { isAdmin: false, client: 'curl' }, undefined],
    ['a browser', { client: 'Mozilla' }, undefined],
  ])('is or is not a test by %s, before the first accepted call', (_, facts, status) => {
    expect(after({ attempts: [attempt(at(1), facts)] }).lastTest?.status).toBe(status);
  });

  it('passes with the first successful call after a refusal', () => {
    const refused = { attempts: [attempt(at(2))] };
    const notDone = { accepted: call(at(3), { isCarriedOut: false }) };
    expect(after(known, refused, notDone).lastTest).toMatchObject({ status: 401 });
    expect(after(known, refused, notDone, { accepted: call(at(4)) }).lastTest).toEqual({
      ...use(at(4)),
      status: 200,
      detail: null,
      code: null,
    });
  });

  it('is the first call of a product without a test, and no later call', () => {
    const google = { client: 'Google-Auto-Provisioning' };
    const first = after({ accepted: call(at(1), google) });
    expect(first.lastTest).toMatchObject({ time: at(1), status: 200 });
    expect(afterNews(first, { accepted: call(at(2), google) }).lastTest).toMatchObject({ time: at(1) });
    const moved = afterNews(first, { accepted: call(at(3), { ...google, keyId: 'new' }) });
    expect(moved.lastTest).toMatchObject({ time: at(3), keyId: 'new' });
    expect(after({ accepted: call(at(1)) }).lastTest).toBeNull();
  });
});
