// The live log of every event.

import { lineOf, plainOf, toneOf } from './event-text.js';

const limit = 1000;

/** The log's view. */
export class EventLog {
  #list = document.getElementById('log');
  #count = document.getElementById('log-count');
  #total = 0;

  constructor() {
    document.getElementById('log-clear').addEventListener('click', () => {
      this.#list.replaceChildren();
      this.#total = 0;
      this.#count.textContent = '0';
    });
    document.getElementById('log-filter').addEventListener('change', change => {
      this.#list.dataset.filter = change.target.value;
      this.#list.scrollTop = this.#list.scrollHeight;
    });
  }

  /**
   * Adds an event.
   * @param {'realtime' | 'rtc' | 'page'} family Realtime events and RTC events of Skapi, or notes of the page.
   * @param {object} event The event, as skapi-js raised it.
   */
  add(family, event) {
    // The plain data is copied now, because live objects change later.
    const plain = JSON.stringify(plainOf(event), null, 2);
    const item = element('li');
    item.dataset.family = family;
    item.dataset.type = event.type;
    item.dataset.tone = toneOf(event);

    const details = element('details');
    const summary = element('summary');
    summary.append(element('span', 'at', timeOf(new Date())), element('span', 'family', family),
      element('span', 'type', event.type), element('span', 'what', lineOf(event)));
    details.append(summary, element('pre', '', plain));
    item.append(details);

    const atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    this.#list.append(item);
    if (this.#list.childElementCount > limit) this.#list.firstElementChild.remove();
    this.#count.textContent = String(++this.#total);
    if (atEnd) this.#list.scrollTop = this.#list.scrollHeight;
  }
}

function element(name, className = '', text = '') {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

function timeOf(date) {
  return date.toTimeString().slice(0, 8) + '.' + String(date.getMilliseconds()).padStart(3, '0');
}
