// A real OpenID provider on this machine: anybody may say who they are; PKCE is required.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

export async function startProvider(console_) {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'nightshift',
      token_endpoint_auth_method: 'none',
      redirect_uris: [`${console_}/console/signed-in`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      application_type: 'native',
    }],
    pkce: {required: () => true},
    conformIdTokenClaims: false,
    claims: {openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified']},
    findAccount: (_, id) => ({accountId: id, claims: () => ({sub: id, preferred_username: id, email: `${id}@shop.example`, email_verified: true})}),
    cookies: {keys: ['a test only']},
  });
  server.on('request', provider.callback());
  return {issuer, stop: () => { server.closeAllConnections(); server.close(); }};
}
