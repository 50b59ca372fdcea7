// The chat of a call, over its text-chat channel.

const byId = id => document.getElementById(id);

/** The chat's view. */
export class ChatView {
  #list = byId('chat-messages');
  #input = byId('chat-text');
  #send = document.querySelector('#chat-form button');
  #channel = null;
  #name = '';

  constructor() {
    byId('chat-form').addEventListener('submit', event => {
      event.preventDefault();
      const text = this.#input.value.trim();
      if (!text || this.#channel?.readyState !== 'open') return;
      this.#channel.send(text);
      this.#input.value = '';
      this.#add('own', 'You', text);
    });
  }

  /** Opens with a call's channel. */
  open(channel, name) {
    this.#channel = channel;
    this.#name = name;
    this.#enable(true, `Write to ${name}`);
    this.#note(`With ${name}`);
  }

  /** Shows a message from the channel. */
  receive(text) {
    this.#add('', this.#name, text);
  }

  /** Closes with the call. The messages stay. */
  close(reason) {
    if (!this.#channel) return;
    this.#channel = null;
    this.#enable(false, 'Opens with a call');
    this.#note(reason);
  }

  #enable(open, placeholder) {
    this.#input.disabled = !open;
    this.#send.disabled = !open;
    this.#input.placeholder = placeholder;
  }

  #note(text) {
    this.#append('note', document.createTextNode(text));
  }

  #add(className, from, text) {
    this.#append(className, Object.assign(document.createElement('span'), { className: 'from', textContent: from }), document.createTextNode(text));
  }

  #append(className, ...children) {
    const item = Object.assign(document.createElement('p'), { className: `message ${className}` });
    item.append(...children);
    this.#list.append(item);
    this.#list.scrollTop = this.#list.scrollHeight;
  }
}
