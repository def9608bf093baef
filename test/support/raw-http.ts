import { request, type IncomingHttpHeaders } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface RawRequest {
  method: string;
  /** Sent unchanged, including invalid percent-encodings. */
  path: string;
  headers?: Record<string, string>;
  /** Several pieces are sent chunked, without a length. */
  body?: string | Buffer | Buffer[];
}

/** Sends requests that `fetch` would refuse or repair. Also returns an answer that comes before everything is sent. */
export function sendRaw(url: string, { method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const whole = body === undefined || Array.isArray(body) ? undefined : Buffer.from(body);
  const length = whole === undefined ? {} : { 'content-length': String(whole.length) };
  return new Promise<RawAnswer>((resolve, reject) => {
    const outgoing = request({
      hostname,
      port,
      method,
      path,
      headers: { ...length, ...headers },
      // Each connection ends with its answer, as with HTTP/1.0 and many proxies.
      agent: false,
    });
    outgoing.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data: string) => (text += data));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.on('error', reject);
    for (const piece of Array.isArray(body) ? body : []) outgoing.write(piece);
    outgoing.end(whole);
  });
}
