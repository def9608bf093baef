import { describe, expect, it } from 'vitest';
import { addressFaults } from '../../src/config/address-faults.js';

describe('the faults of a base URL', () => {
  it.each([
    'https://app.declaree.com',
    'https://declaree.example:8443',
    'https://203.0.113.9',
    'https://[2001:db8::9]',
    'https://172.32.0.1',
  ])('is nothing for %s', (url) => {
    expect(addressFaults(url)).toEqual([]);
  });

  it.each([
    ['http://app.declaree.com', ['http']],
    ['https://my_company.declaree.com', ['underscore']],
    ['http://localhost:3000', ['http', 'private']],
    ['https://declaree', ['private']],
    ['https://declaree.local', ['private']],
    ['https://declaree.corp.internal.', ['private']],
    ['https://127.0.0.1', ['private']],
    ['https://10.1.2.3', ['private']],
    ['https://100.64.0.1', ['private']],
    ['https://172.16.0.1', ['private']],
    ['https://192.168.1.9:8443', ['private']],
    ['https://169.254.1.1', ['private']],
    ['https://[::1]', ['private']],
    ['https://[fd00::1]', ['private']],
    ['https://[fe80::1]', ['private']],
    ['http://my_host', ['http', 'private', 'underscore']],
    ['http://%', ['not a valid address']],
  ])('of %s are %j', (url, words) => {
    const faults = addressFaults(url);
    expect(faults).toHaveLength(words.length);
    for (const [index, word] of words.entries()) expect(faults[index]).toMatch(new RegExp(`${word}.*\\.$`));
  });
});
