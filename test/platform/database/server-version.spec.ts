import { describe, expect, it } from 'vitest';
import { kindOfServer } from '../../../src/platform/database/connections/server-version.js';

describe('the version of a database server', () => {
  it.each([
    ['8.0.17', 'mysql'],
    ['9.7.4-2', 'mysql'],
    ['8.4.3-Vitess', 'mysql'],
    ['8.0.11-TiDB-v8.5.6', 'mysql'],
    ['10.6.0-MariaDB', 'mariadb'],
    ['10.11.19-MariaDB-deb12', 'mariadb'],
    ['11.4.2-MariaDB-log', 'mariadb'],
  ])('%s is served as %s', (version, kind) => {
    expect(kindOfServer(version)).toBe(kind);
  });

  it.each([
    ['8.0.16', 'MySQL 8.0.16 is too old: Declaree needs 8.0.17 or later'],
    ['5.7.44-log', 'MySQL 5.7.44-log is too old: Declaree needs 8.0.17 or later'],
    ['10.5.27-MariaDB', 'MariaDB 10.5.27-MariaDB is too old: Declaree needs 10.6.0 or later'],
    ['unknown', 'MySQL unknown is too old: Declaree needs 8.0.17 or later'],
  ])('%s is refused', (version, message) => {
    expect(() => kindOfServer(version)).toThrow(message);
  });
});
