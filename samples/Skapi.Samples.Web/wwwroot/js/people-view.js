// The list of the members of the group, each with a call button.

import { paintAvatar } from './names.js';

/** The list's view. */
export class PeopleView {
  #list = document.getElementById('people');
  #count = document.getElementById('people-count');
  #empty = document.getElementById('people-empty');
  #onCall;

  /** @param {(member: {cid: string, userId: string}) => void} onCall */
  constructor(onCall) {
    this.#onCall = onCall;
  }

  /**
   * Shows the members: this page first, then the .NET peer.
   * @param {Iterable<{cid: string, userId: string}>} members
   * @param {{ownUserId: string, personOf: (userId: string) => object, canCall: boolean}} options
   */
  show(members, { ownUserId, personOf, canCall }) {
    const rank = member => member.userId === ownUserId ? 0 : personOf(member.userId).dotnet ? 1 : 2;
    const sorted = [...members].sort((a, b) => rank(a) - rank(b) || a.cid.localeCompare(b.cid));
    const focused = document.activeElement?.closest?.('.person')?.dataset.cid;

    this.#list.replaceChildren(...sorted.map(member => this.#row(member, personOf(member.userId), member.userId === ownUserId, canCall)));
    this.#count.textContent = sorted.length ? String(sorted.length) : '';
    this.#empty.hidden = sorted.length > 0;
    if (focused) this.#list.querySelector(`[data-cid="${CSS.escape(focused)}"] button:enabled`)?.focus();
  }

  #row(member, person, own, canCall) {
    const row = document.createElement('li');
    row.className = 'person';
    row.dataset.cid = member.cid;
    row.dataset.userId = member.userId;

    const avatar = document.createElement('span');
    avatar.className = 'avatar';
    avatar.setAttribute('aria-hidden', 'true');
    paintAvatar(avatar, person);

    const who = document.createElement('span');
    who.className = 'who';
    const name = Object.assign(document.createElement('span'), { className: 'name', textContent: person.name });
    if (own) name.append(Object.assign(document.createElement('span'), { className: 'tag', textContent: 'you' }));
    who.append(name, Object.assign(document.createElement('span'), { className: 'id', textContent: member.cid, title: member.cid }));
    row.append(avatar, who);

    if (!own) {
      const button = document.createElement('button');
      button.className = 'round';
      button.type = 'button';
      button.disabled = !canCall;
      button.title = `Call ${person.name}`;
      button.setAttribute('aria-label', `Call ${person.name}`);
      button.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#icon-phone"/></svg>';
      button.addEventListener('click', () => this.#onCall(member));
      row.append(button);
    }

    return row;
  }
}
