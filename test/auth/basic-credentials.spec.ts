import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readBasicCredentials } from '../../src/auth/basic-credentials.js';
import { PercentEncodedBasicStrategy } from '../../src/auth/percent-encoded-basic.strategy.js';

const basic = (pair: string | Buffer) => `Basic ${Buffer.from(pair).toString('base64')}`;

/** The decoded arguments of passport-http's verify callback; 'refused' if it is not called. */
function throughPassport(authorization: string): Promise<[string, string] | 'refused'> {
  return new Promise((resolve, reject) => {
    const strategy = new PercentEncodedBasicStrategy(
      { passReqToCallback: true },
      (_request, name, password) => {
        resolve([decodeURIComponent(name), decodeURIComponent(password)]);
      },
    );
    const actions = { fail: () => resolve('refused'), error: reject };
    const request = { headers: { authorization }, ip: '127.0.0.1' };
    Object.assign(strategy, actions).authenticate(request as Parameters<typeof strategy.authenticate>[0]);
  });
}

describe('the Basic header', () => {
  const userNames = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes(':'));
  const passwords = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: fc.constantFrom(':', '%', '$', ' ', 'é', '\n'), minLength: 1 }),
  );

  it('passes every user name without a colon, and every password, through passport-http', async () => {
    await fc.assert(
      fc.asyncProperty(userNames, passwords, async (userName, password) => {
        expect(await throughPassport(basic(`${userName}:${password}`))).toEqual([userName, password]);
      }),
    );
  });

  it.each([
    ['no colon', basic('somebody')],
    ['no user name', basic(':secret')],
    ['no password', basic('somebody:')],
    ['no UTF-8', basic(Buffer.from('somebody:caf\xe9', 'latin1'))],
    ['no base64', 'Basic som*body'],
    ['nothing', 'Basic '],
    ['another scheme', 'Digest c29tZWJvZHk6c2VjcmV0'],
    ['a scheme that only begins alike', 'Basically c29tZWJvZHk6c2VjcmV0'],
  ])('is refused with %s', async (_, header) => {
    expect(await throughPassport(header)).toBe('refused');
  });

  it('is read with its scheme in any letter case', () => {
    expect(readBasicCredentials('bAsIc c29tZWJvZHk6c2VjcmV0')).toEqual({
      userName: 'somebody',
      password: 'secret',
    });
  });
});
