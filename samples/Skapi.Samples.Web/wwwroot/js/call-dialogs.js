// The dialogs of a call that rings: one for each direction.

import { paintAvatar } from './names.js';

const byId = id => document.getElementById(id);
const pageTitle = document.title;

/** The dialogs' view. */
export class CallDialogs {
  #incoming = byId('incoming');
  #outgoing = byId('outgoing');

  /** @param {{onAccept: () => void, onReject: () => void, onCancel: () => void}} actions */
  constructor({ onAccept, onReject, onCancel }) {
    byId('accept').addEventListener('click', onAccept);
    byId('reject').addEventListener('click', onReject);
    byId('cancel').addEventListener('click', onCancel);

    // Escape refuses the call; the dialog closes when the call ends.
    for (const [dialog, refuse] of [[this.#incoming, onReject], [this.#outgoing, onCancel]]) {
      dialog.addEventListener('cancel', event => {
        event.preventDefault();
        refuse();
      });
    }
  }

  /** Shows the dialog while the call rings. */
  show(phase, person) {
    this.#set(this.#incoming, phase === 'ringing', person);
    this.#set(this.#outgoing, phase === 'calling', person);
    document.title = phase === 'ringing' ? `${person.name} is calling` : pageTitle;
  }

  #set(dialog, open, person) {
    if (!open) {
      dialog.close();
      return;
    }

    paintAvatar(dialog.querySelector('.avatar'), person);
    dialog.querySelector('.dialog-name').textContent = person.name;
    if (!dialog.open) dialog.showModal();
  }
}
