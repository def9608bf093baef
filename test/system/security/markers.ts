import { randomBytes } from 'node:crypto';

/** Something searched: where it is from, and its text. */
export interface Written {
  where: string;
  text: string;
}

/** Secrets that nobody could take for anything else, and the search for them. */
export class Markers {
  private readonly needles = new Map<string, string>();

  /** A new secret; `name` says in a finding which one it was. */
  make(name: string): string {
    return this.add(name, `Mk${randomBytes(9).toString('hex')}`);
  }

  /** A secret that the program made, or one in a form of its own. */
  add(name: string, secret: string): string {
    if (secret.length < 8) throw new Error(`${name} is too short to be found for sure`);
    this.needles.set(secret.toLowerCase(), name);
    return secret;
  }

  /** The header of HTTP Basic, which is as secret as the password in it. */
  basic(userName: string, password: string): string {
    const pair = Buffer.from(`${userName}:${password}`).toString('base64');
    this.add(`Basic header of ${userName}`, pair);
    return `Basic ${pair}`;
  }

  /** Which secrets stand where, in any letter case, but for those of `shown`, which belong there. */
  foundIn({ where, text }: Written, shown: readonly string[] = []): string[] {
    const allowed = new Set(shown.map((secret) => secret.toLowerCase()));
    const searched = text.toLowerCase();
    return [...this.needles]
      .filter(([secret]) => !allowed.has(secret) && searched.includes(secret))
      .map(([, name]) => `${name} in ${where}`);
  }
}
