import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Over https the `__Host-` prefix makes the browser enforce that the cookie is Secure, for this host and for every
 * path (RFC 6265bis §4.1.3.2).
 */
function cookieFor(request: FastifyRequest, name: string) {
  const secure = request.publicUrl.startsWith('https:');
  return {
    name: `${secure ? '__Host-' : ''}declaree_${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  };
}

/** A cookie of the console that scripts cannot read and that forms of other sites do not send. */
export class ConsoleCookie {
  constructor(private readonly purpose: string) {}

  find(request: FastifyRequest): string | undefined {
    const value = request.cookies[cookieFor(request, this.purpose).name];
    return value === '' ? undefined : value;
  }

  set(request: FastifyRequest, reply: FastifyReply, value: string, expires: Date): void {
    const { name, options } = cookieFor(request, this.purpose);
    void reply.setCookie(name, value, { ...options, expires });
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    const { name, options } = cookieFor(request, this.purpose);
    void reply.clearCookie(name, options);
  }
}

/** Holds the session token: the console's only credential, which the APIs do not read. */
export const SESSION_COOKIE = new ConsoleCookie('session');
