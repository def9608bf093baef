import { describe, expect, it } from 'vitest';
import { clientProduct } from '../../../src/platform/http/client-product.js';
import { providerOf } from '../../../src/provisioning/log/identity-provider.js';

describe('the product of a client', () => {
  it.each([
    ['Okta SCIM Client 1.0.0', 'Okta SCIM Client', 'okta'],
    ['OKTA SCIM Integration', 'OKTA SCIM Integration', 'okta'],
    ['Microsoft Azure AD SCIM provisioning 1.0.0', 'Microsoft Azure AD SCIM provisioning', 'entra'],
    ['OneLogin/1.0', 'OneLogin', 'onelogin'],
    ['JumpCloud SCIM v2', 'JumpCloud SCIM', 'jumpcloud'],
    ['Google-Auto-Provisioning', 'Google-Auto-Provisioning', 'google'],
    ['Apache-HttpClient/4.5.13 (Java/11.0.20)', 'Apache-HttpClient', 'ping'],
    ['PingOne', 'PingOne', 'ping'],
    ['curl/8.14.1', 'curl', 'unknown'],
    ['pinger/2', 'pinger', 'unknown'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'Mozilla', 'unknown'],
    ['(a comment alone)', null, 'unknown'],
    ['', null, 'unknown'],
    [undefined, null, 'unknown'],
  ])('of %j is %j, of %s', (userAgent, product, provider) => {
    expect(clientProduct(userAgent)).toBe(product);
    expect(providerOf(product)).toBe(provider);
  });

  it('is cut, without hiding characters', () => {
    expect(clientProduct('x'.repeat(20_000))).toHaveLength(60);
    expect(clientProduct('evil\u202eclient/1')).toBe(String.raw`evil\u202eclient`);
  });
});
