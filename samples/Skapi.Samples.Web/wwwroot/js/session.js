// The identity of this page: a new guest at each load.

/**
 * @typedef {object} Session
 * @property {string} service The service's identifier.
 * @property {string} owner The service owner's identifier.
 * @property {string} client_id The application client whose tokens skapi-js reads.
 * @property {string} user_id The guest of this page.
 * @property {string} group The group that everyone joins.
 * @property {string} peer_user_id The .NET peer.
 * @property {{idToken: string, accessToken: string, refreshToken: string}} tokens
 */

/**
 * Fetches a guest's tokens and stores them where skapi-js looks for a signed-in user.
 * @returns {Promise<Session>}
 */
export async function startSession() {
  const response = await fetch('/session', { cache: 'no-store' });
  if (!response.ok) {
    throw new Error(`The server returned no session: ${response.status} ${response.statusText}`);
  }

  const session = await response.json();
  const prefix = `CognitoIdentityServiceProvider.${session.client_id}.`;

  // Guests of earlier loads are not used again, so their tokens are removed.
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(prefix))) {
    localStorage.removeItem(key);
  }

  localStorage.setItem(`${prefix}LastAuthUser`, session.user_id);
  localStorage.setItem(`${prefix}${session.user_id}.clockDrift`, '0');
  for (const [name, token] of Object.entries(session.tokens)) {
    localStorage.setItem(`${prefix}${session.user_id}.${name}`, token);
  }

  return session;
}
