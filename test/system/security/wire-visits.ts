import type { Markers } from './markers.js';
import type { Visitor } from './visitor.js';

const PATHS = [
  '/SCIM/v2/Users',
  '/SCIM/v2/Bulk',
  '/api/v1/users',
  '/api/v1/auth/login',
  '/nowhere',
  '/docs',
] as const;

/** Secrets where they do not belong: in URLs, in headers of the wrong form, in bodies that cannot be read. */
export async function visitWire(visitor: Visitor, markers: Markers, authorization: string): Promise<void> {
  for (const path of [...PATHS, '/health/ready', '/metrics'] as const) {
    const [token, password] = [
      markers.make(`token in the URL of ${path}`),
      markers.make(`password in ${path}`),
    ];
    const query = `?token=${token}&access_token=${token}&password=${password}&filter=${token}%`;
    await visitor.send(`GET ${path}${query}`);
    await visitor.send(`GET ${path}${query}`, { headers: { authorization } });
    await visitor.send(`POST ${path}${query}`, { headers: { authorization }, body: {} });
  }
  for (const header of wrongHeaders(markers)) {
    for (const path of ['/SCIM/v2/Users', '/api/v1/users'] as const) {
      await visitor.send(`GET ${path}`, { headers: header });
    }
  }
  for (const path of PATHS) {
    for (const sent of unreadableBodies(markers, path)) {
      await visitor.send(`POST ${path}`, sent);
      await visitor.send(`POST ${path}`, { ...sent, headers: { authorization, ...sent.headers } });
    }
  }
}

function wrongHeaders(markers: Markers): Record<string, string>[] {
  const secret = (name: string) => markers.make(`header ${name}`);
  const encoded = (name: string) => {
    const value = Buffer.from(secret(name)).toString('base64');
    return markers.add(`header ${name}, encoded`, value);
  };
  return [
    { authorization: secret('bare') },
    { authorization: `Bearer ${secret('of an unknown key')}` },
    { authorization: `Bearer ${secret('with more')} ${secret('behind')}` },
    { authorization: `Basic ${secret('that is no base64')}` },
    { authorization: `Basic ${encoded('without a colon')}` },
    { authorization: `Digest ${secret('of another scheme')}` },
    { authorization: markers.basic('nobody', secret('of nobody')) },
    { authorization: markers.basic('okta@acme.example', secret('with a wrong password')) },
    { authorization: markers.basic('okta@acme.example', `${secret('with colons')}:%:ü`) },
    { 'proxy-authorization': secret('for a proxy'), cookie: `session=${secret('cookie')}` },
    { 'x-api-key': secret('of its own'), 'if-match': `"${secret('if-match')}"` },
  ];
}

function unreadableBodies(markers: Markers, path: string) {
  const secret = (name: string) => markers.make(`body ${name} at ${path}`);
  const type = (contentType: string) => ({ 'content-type': contentType });
  return [
    { body: `{"password":"${secret('cut off')}"` },
    { body: `{"password":"${secret('with a comma')}",}` },
    { body: `{"__proto__":{"password":"${secret('of a prototype')}"}}` },
    { body: secret('of one word') },
    { body: `"${secret('of one text')}"` },
    { body: `["${secret('of a list')}"]` },
    { body: `password=${secret('of a form')}`, headers: type('application/x-www-form-urlencoded') },
    { body: `<p>${secret('of XML')}</p>`, headers: type('application/xml') },
    { body: `{"password":"${secret('compressed')}"}`, headers: { 'content-encoding': 'gzip' } },
  ];
}
