import { openGuesses } from '../../src/auth/attempts.module.js';
import { readBasicCredentials } from '../../src/auth/basic-credentials.js';
import { VerifiedCredentials } from '../../src/auth/verified-credentials.js';
import { foldKey } from '../../src/common/fold-key.js';
import { PasswordHasher } from '../../src/auth/passwords/password-hasher.js';

const CHECKS = 20_000;

const TURN = { sender: '127.0.0.0/24', isKnown: true };
const GUESS = {
  source: '127.0.0.1',
  network: TURN.sender,
  logins: [{ id: 'somebody', isKnownThere: true }],
};

/** CPU ms of one check of a Basic credential that argon2 has seen before, without the statement that finds its user. */
export async function costOfCheck(authorization: string): Promise<number> {
  const hasher = new PasswordHasher();
  const verified = new VerifiedCredentials(hasher);
  const limiter = openGuesses(null);
  const { userName, password } = readBasicCredentials(authorization) ?? { userName: 'nobody', password: '-' };
  const hashes = [await hasher.hash(password)];
  const first = { loginNameKey: foldKey(userName), password, turn: TURN, hashes };
  await verified.verify(verified.digest(first), first);

  const check = async () => {
    const given = readBasicCredentials(authorization);
    const loginNameKey = foldKey(given?.userName ?? '');
    await verified.find(verified.digest({ ...first, loginNameKey, password: given?.password ?? '' }));
    await limiter.ensureAllowed(GUESS);
  };
  for (let warmUp = 0; warmUp < CHECKS / 4; warmUp++) await check();
  const before = process.cpuUsage();
  for (let done = 0; done < CHECKS; done++) await check();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / CHECKS;
}
