import { Agent, request, type IncomingHttpHeaders } from 'node:http';

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
  // As identity providers do. Node resets a connection that ends with its answer if the body is not read by then.
  const agent = new Agent({ keepAlive: true });
  return new Promise<RawAnswer>((resolve, reject) => {
    let answered = false;
    const outgoing = request({
      hostname,
      port,
      method,
      path,
      headers: { ...length, ...headers },
      agent,
    });
    outgoing.on('response', (response) => {
      answered = true;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data: string) => (text += data));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    // The server need not read the rest of a body that it has refused.
    outgoing.on('error', (error) => {
      if (!answered) reject(error);
    });
    for (const piece of Array.isArray(body) ? body : []) outgoing.write(piece);
    outgoing.end(whole);
  }).finally(() => agent.destroy());
}
