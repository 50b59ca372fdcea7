// The members of the group: requested once, then updated by notices.

/** @import { RealtimeEvent } from 'skapi-protocol' */

/** @typedef {{cid: string, userId: string | null}} Member */

/**
 * The methods of skapi-js that the group uses. Its own declarations wrongly say that a list of users is a list of lists.
 * @typedef {object} Directory
 * @property {(params: {group: string}) => Promise<unknown>} joinRealtime
 * @property {(params: {group: string}) => Promise<{list: {cid: string, user_id: string}[]}>} getRealtimeUsers
 */

/** @type {Set<string | null>} */
const leaving = new Set(['USER_LEFT', 'USER_DISCONNECTED']);

/** The members of the group by cid. Raises `change`. */
export class Group extends EventTarget {
  #skapi;
  #name;
  /** @type {Set<string> | null} */
  #leftWhileAsking = null;

  /** @type {Map<string, Member>} */
  members = new Map();

  /**
   * @param {Directory} skapi
   * @param {string} name
   */
  constructor(skapi, name) {
    super();
    this.#skapi = skapi;
    this.#name = name;
  }

  async join() {
    await this.#skapi.joinRealtime({ group: this.#name });
    await this.refresh();
  }

  /** Requests the members from the gateway after a connect or a reconnect. */
  async refresh() {
    this.#leftWhileAsking = new Set();
    this.members.clear();
    const users = await this.#skapi.getRealtimeUsers({ group: this.#name });
    for (const { cid, user_id: userId } of users.list) {
      if (!this.#leftWhileAsking.has(cid)) this.members.set(cid, { cid, userId });
    }

    this.#leftWhileAsking = null;
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Handles a realtime event; notices change the members.
   * @param {RealtimeEvent} event
   */
  handle(event) {
    if (event.type !== 'notice' || !event.sender_cid) return;
    if (event.code === 'USER_JOINED') {
      this.members.set(event.sender_cid, { cid: event.sender_cid, userId: event.sender });
    } else if (leaving.has(event.code)) {
      this.members.delete(event.sender_cid);
      this.#leftWhileAsking?.add(event.sender_cid);
    } else {
      return;
    }

    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} userId */
  find(userId) {
    return [...this.members.values()].find(member => member.userId === userId);
  }
}
