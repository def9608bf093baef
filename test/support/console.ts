import type { TestApp } from './app.js';
import type { RequestHeaders } from './scim-client.js';

/** A page of the console, or the redirect in its place. */
export interface PageAnswer {
  status: number;
  headers: Headers;
  html: string;
  /** The text a reader sees of the page, in one line. */
  text: string;
}

/** A headless client: keeps cookies, does not follow redirects, and sends forms as on the current page. */
export class ConsoleClient {
  private readonly cookies = new Map<string, string>();
  /** The token of the current page's forms; undefined if they have none. */
  token: string | undefined;

  constructor(
    private readonly app: TestApp,
    private readonly headers: RequestHeaders = {},
  ) {}

  get(path: string, headers: RequestHeaders = {}): Promise<PageAnswer> {
    return this.send('GET', path, { headers });
  }

  /** Sends a form with the token of the current page. */
  post(path: string, fields: Record<string, string>, headers: RequestHeaders = {}): Promise<PageAnswer> {
    const token = this.token === undefined ? {} : { _token: this.token };
    return this.postBare(path, { ...token, ...fields }, headers);
  }

  /** Sends only these fields, as another site could. */
  postBare(path: string, fields: Record<string, string>, headers: RequestHeaders = {}): Promise<PageAnswer> {
    return this.send('POST', path, { headers, body: new URLSearchParams(fields) });
  }

  /** Sends a form with one file, with the token of the current page. */
  upload(path: string, content: string, { token = this.token ?? '' } = {}): Promise<PageAnswer> {
    const body = new FormData();
    body.append('_token', token);
    body.append('file', new Blob([content], { type: 'text/csv' }), 'people.csv');
    return this.send('POST', path, { headers: {}, body });
  }

  /** Follows the redirect of an answer. Throws if it is not a redirect. */
  follow({ status, headers }: PageAnswer): Promise<PageAnswer> {
    const location = headers.get('location');
    if (status !== 303 || location === null) throw new Error(`expected a redirect, got ${status}`);
    return this.get(location);
  }

  /** Logs in and opens the next page. Throws if the login fails. */
  async logIn(userName: string, password: string): Promise<PageAnswer> {
    const { status, headers, text } = await this.postBare('/login', { username: userName, password });
    if (status !== 303) throw new Error(`the login was answered with ${status}: ${text}`);
    const home = await this.get(headers.get('location') ?? '/');
    return home.status === 303 ? this.follow(home) : home;
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  private async send(
    method: string,
    path: string,
    { headers, body }: { headers: RequestHeaders; body?: URLSearchParams | FormData },
  ): Promise<PageAnswer> {
    const response = await fetch(this.app.url + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    this.keepCookies(response.headers.getSetCookie());
    const html = await response.text();
    if (html !== '') this.token = /name="_token" value="([^"]+)"/.exec(html)?.[1];
    return { status: response.status, headers: response.headers, html, text: textOf(html) };
  }

  private keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=', 2);
      const expires = attributes.find((attribute) => attribute.startsWith('Expires='))?.slice(8);
      if (expires !== undefined && Date.parse(expires) <= Date.now()) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** A logged-in client, on the page after the login. */
export async function openConsole(
  app: TestApp,
  { userName, password }: { userName: string; password: string },
): Promise<ConsoleClient> {
  const client = new ConsoleClient(app);
  await client.logIn(userName, password);
  return client;
}

function textOf(html: string): string {
  return html
    .replace(/<head>.*<\/head>/s, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
