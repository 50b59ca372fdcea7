// The picture of the call and its controls, or a message when there is no call.

import { CallQuality } from './call-quality.js';
import { isDrawn } from './devices.js';

const byId = id => document.getElementById(id);

/** The stage's view. */
export class StageView {
  #stage = byId('stage');
  #remote = byId('remote-video');
  #local = byId('local-video');
  #quality = new CallQuality();
  #clock = 0;
  #rtc = null;

  /** @param {{onHangUp: () => void, onCallPeer: () => void, onAskPeer: () => void}} actions */
  constructor({ onHangUp, onCallPeer, onAskPeer }) {
    byId('hang-up').addEventListener('click', onHangUp);
    byId('call-peer').addEventListener('click', onCallPeer);
    byId('ask-peer').addEventListener('click', onAskPeer);
    byId('toggle-mic').addEventListener('click', event => this.#toggle(event.currentTarget, 'audio'));
    byId('toggle-camera').addEventListener('click', event => this.#toggle(event.currentTarget, 'video'));
  }

  /** Whether the .NET peer can be called, or asked to call. */
  set canCallPeer(can) {
    byId('call-peer').disabled = !can;
    byId('ask-peer').disabled = !can;
  }

  /** Moves the focus to where the next call begins, if the element that had it is gone. */
  restoreFocus() {
    const focused = document.activeElement;
    if (focused && focused !== document.body && focused.checkVisibility() && !focused.matches(':disabled')) return;
    const next = [byId('call-peer'), ...document.querySelectorAll('.person button')].find(button => !button.disabled);
    (next ?? byId('stage-message')).focus({ preventScroll: true });
  }

  /** Shows a message where the picture would be. */
  say(message, hint) {
    byId('stage-message').textContent = message;
    byId('stage-hint').textContent = hint;
  }

  /** Shows the call once it is picked up. */
  show(call, name) {
    const inCall = call.phase === 'connecting' || call.phase === 'connected';
    this.#stage.dataset.phase = inCall ? call.phase : 'idle';
    document.body.toggleAttribute('data-in-call', inCall);
    if (!inCall) {
      this.#clear();
      return;
    }

    byId('stage-name').textContent = name;
    if (this.#rtc !== call.rtc) this.#begin(call);
    if (call.phase === 'connected' && !this.#clock) this.#startClock();
    if (call.phase === 'connecting') byId('stage-time').textContent = 'connecting';
  }

  /** Shows the other side's media as it arrives. */
  showRemote(stream) {
    this.#remote.srcObject = stream;
  }

  #begin(call) {
    this.#rtc = call.rtc;
    this.#remote.srcObject = call.remoteStream;
    this.#local.srcObject = call.rtc.media;
    this.#local.classList.toggle('drawn', call.rtc.media.getVideoTracks().some(isDrawn));
    for (const button of [byId('toggle-mic'), byId('toggle-camera')]) button.setAttribute('aria-pressed', 'false');
    this.#quality.start(call.rtc.target, line => {
      byId('stage-quality').textContent = line;
      byId('stage-quality').hidden = !line;
    });
    byId('hang-up').focus({ preventScroll: true });
    this.#stage.scrollIntoView({ block: 'nearest' });
  }

  #startClock() {
    const began = performance.now();
    const tick = () => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      byId('stage-time').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    };
    tick();
    this.#clock = setInterval(tick, 1000);
  }

  #clear() {
    clearInterval(this.#clock);
    this.#clock = 0;
    this.#rtc = null;
    this.#quality.stop();
    this.#remote.srcObject = null;
    this.#local.srcObject = null;
    byId('stage-quality').hidden = true;
  }

  #toggle(button, kind) {
    const off = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(off));
    for (const track of this.#rtc?.media.getTracks() ?? []) {
      if (track.kind === kind) track.enabled = !off;
    }
  }
}
