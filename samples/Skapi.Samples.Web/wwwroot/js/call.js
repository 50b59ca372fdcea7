// One call at a time, over skapi-js. It knows no element of the page: it raises events, and the views show them.

/** @import { CallState, RealtimeEvent, RtcEvent } from 'skapi-protocol' */
/** @import { RTCReceiverParams, RTCResolved, Skapi } from 'skapi-js' */
/** @import { Member } from './group.js' */

/**
 * skapi-js puts the answers into the event itself.
 * @typedef {object} Answers
 * @property {() => void} hangup
 * @property {(params: RTCReceiverParams, callback: (event: any) => void) => Promise<RTCResolved | undefined>} connectRTC
 */

/** @typedef {RealtimeEvent.RtcIncoming & Answers} IncomingCall */

/** @typedef {Exclude<CallState, 'idle' | 'closed'>} Phase */

/**
 * A call that is under way.
 * @typedef {object} Attempt
 * @property {Phase} phase
 * @property {Member} other Who is at the other end.
 * @property {RTCResolved | null} rtc What skapi-js resolved the call to.
 * @property {IncomingCall | null} incoming What the other side's call came with.
 * @property {(() => void) | null} abandon Tells the other side that the call is over.
 * @property {MediaStream} remoteStream
 * @property {ReturnType<typeof setTimeout> | undefined} timer
 * @property {boolean} accepting
 */

const media = { audio: true, video: true };
const chat = 'text-chat';
const ringSeconds = 45; // skapi-js rings for ever.

/** What the other side's end of a call means. */
const closings = {
  calling: 'The call was rejected.',
  ringing: 'The caller gave up.',
  connecting: 'The other side hung up.',
  connected: 'The other side hung up.',
};

/**
 * The page's call. Raises `change` when the phase does, `rtc` for each RTC event (detail: the event), `stream` when the other side's
 * media arrives, `channel` when the chat opens, and `end` (detail: the reason in words).
 */
export class Call extends EventTarget {
  #skapi;

  /** @type {Attempt | null} */
  #attempt = null;

  /** @type {string | null} */
  #closedCid = null;

  /** @type {Set<string>} */
  #unanswered = new Set();

  /** @param {Skapi} skapi */
  constructor(skapi) {
    super();
    this.#skapi = skapi;
  }

  /** @returns {'idle' | Phase} */
  get phase() {
    return this.#attempt?.phase ?? 'idle';
  }

  /** Who is at the other end: its cid and user id. */
  get other() {
    return this.#attempt?.other ?? null;
  }

  /** What skapi-js resolved the call to: `target`, `channels`, `media`, `hangup`. */
  get rtc() {
    return this.#attempt?.rtc ?? null;
  }

  /** The media of the other side. */
  get remoteStream() {
    return this.#attempt?.remoteStream ?? null;
  }

  /** @param {Member} other */
  async dial(other) {
    if (this.phase !== 'idle') return;
    const attempt = this.#begin('calling', other);
    try {
      const connector = await this.#skapi.connectRTC({ cid: other.cid, media, channels: [chat] },
        event => this.#onRtc(attempt, /** @type {RtcEvent} */ (event)));
      attempt.abandon = connector.hangup;
      if (attempt !== this.#attempt) {
        connector.hangup(); // Cancelled while the camera was being asked for.
        return;
      }

      attempt.timer = setTimeout(() => this.#abandon('No answer.'), ringSeconds * 1000);
      this.#connected(attempt, await connector.connection);
    } catch (error) {
      this.#end(attempt, failureOf(error));
    }
  }

  async accept() {
    const attempt = this.#attempt;
    if (attempt?.phase !== 'ringing' || !attempt.incoming || attempt.accepting) return;
    attempt.accepting = true;
    try {
      const rtc = await attempt.incoming.connectRTC({ media }, event => this.#onRtc(attempt, event));
      if (!rtc) {
        this.#end(attempt, 'The caller gave up.');
      } else if (attempt !== this.#attempt) {
        rtc.hangup();
      } else {
        this.#connected(attempt, rtc);
      }
    } catch (error) {
      attempt.incoming.hangup();
      this.#end(attempt, failureOf(error));
    }
  }

  reject() {
    if (this.phase === 'ringing') this.#abandon('You rejected the call.');
  }

  cancel() {
    if (this.phase === 'calling') this.#abandon('You cancelled the call.');
  }

  hangUp() {
    if (this.rtc) this.#abandon('You hung up.');
  }

  /**
   * Takes a realtime event; some begin or end a call.
   * @param {RealtimeEvent} event
   */
  handle(event) {
    const attempt = this.#attempt;
    switch (event.type) {
      case 'rtc:incoming':
        this.#onIncoming(/** @type {IncomingCall} */ (event));
        break;
      case 'rtc:closed':
        if (attempt?.other.cid === event.sender_cid) {
          this.#end(attempt, closings[attempt.phase]);
        } else if (!attempt && this.#closedCid === event.sender_cid) {
          this.#say(closings.connected); // The connection closed a little sooner than the message came.
        }
        break;
      case 'notice':
        // Before the pickup nothing else tells that the other page is gone; afterwards the connection itself does.
        if (event.code === 'USER_DISCONNECTED' && attempt?.other.cid === event.sender_cid && !attempt.rtc) {
          this.#abandon('The other side is gone.');
        }
        break;
      case 'error':
        if (event.code === 'NOT_EXISTS' && attempt?.phase === 'calling' && (event.sender_cid ?? attempt.other.cid) === attempt.other.cid) {
          this.#abandon('Nobody has that connection any more.');
        }
        break;
    }
  }

  /** @param {IncomingCall} event */
  #onIncoming(event) {
    if (!event.sender_cid) return;
    const other = { cid: event.sender_cid, userId: event.sender };
    if (!this.#attempt) {
      const attempt = this.#begin('ringing', other);
      attempt.incoming = event;
      attempt.abandon = event.hangup;
    } else if (this.#attempt.other.cid !== other.cid) {
      event.hangup(); // Busy.
      this.#unanswered.add(other.cid);
    }

    // From whom the call is with already: skapi-js says so at a renegotiation, and when both call at once. Rejecting would end the call.
  }

  /**
   * @param {Phase} phase
   * @param {Member} other
   */
  #begin(phase, other) {
    this.#closedCid = null;
    /** @type {Attempt} */
    const attempt = { phase, other, rtc: null, incoming: null, abandon: null, remoteStream: new MediaStream(), timer: undefined, accepting: false };
    this.#attempt = attempt;
    this.dispatchEvent(new Event('change'));
    return attempt;
  }

  /**
   * @param {Attempt} attempt
   * @param {RTCResolved} rtc
   */
  #connected(attempt, rtc) {
    if (attempt !== this.#attempt) return;
    clearTimeout(attempt.timer);
    attempt.rtc = rtc;
    attempt.abandon = rtc.hangup;
    this.#enter(attempt, rtc.target.connectionState === 'connected' ? 'connected' : 'connecting');
  }

  /**
   * @param {Attempt} attempt
   * @param {RtcEvent} event
   */
  #onRtc(attempt, event) {
    this.dispatchEvent(new CustomEvent('rtc', { detail: event }));
    if (attempt !== this.#attempt) return;
    if (event.type === 'track') {
      attempt.remoteStream.addTrack(event.track);
      this.dispatchEvent(new Event('stream'));
    } else if (event.type === 'open' && event.label === chat) {
      this.dispatchEvent(new CustomEvent('channel', { detail: event.target }));
    } else if (event.type === 'connectionstatechange') {
      if (event.state === 'connected' && attempt.rtc) this.#enter(attempt, 'connected');
      else if (['disconnected', 'failed', 'closed'].includes(event.state)) this.#lose(attempt);
    } else if (event.type === 'close' && attempt.rtc) {
      this.#lose(attempt); // skapi-js ends a call with its last channel, but tells of it only once it has a realtime connection.
    }
  }

  /** @param {Attempt} attempt */
  #lose(attempt) {
    this.#end(attempt, 'The call ended.');
    this.#closedCid = attempt.other.cid;
  }

  /**
   * @param {Attempt} attempt
   * @param {Phase} phase
   */
  #enter(attempt, phase) {
    attempt.phase = phase;
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} reason */
  #abandon(reason) {
    const attempt = this.#attempt;
    if (!attempt) return;
    this.#end(attempt, reason);
    attempt.abandon?.();
  }

  /**
   * @param {Attempt} attempt
   * @param {string} reason
   */
  #end(attempt, reason) {
    if (attempt !== this.#attempt) return;
    clearTimeout(attempt.timer);
    this.#attempt = null;
    attempt.rtc?.media.getTracks().forEach(track => track.stop());
    if (attempt.incoming && !attempt.rtc) this.#unanswered.add(attempt.other.cid);
    queueMicrotask(() => this.#forgetUnanswered());
    this.dispatchEvent(new Event('change'));
    this.#say(reason);
  }

  /**
   * skapi-js keeps the offer of a call that was never accepted, and answers it along with the next one from there, which spoils that.
   * Closing makes it forget. As that also stops whatever camera is in use, it waits for the end of a call.
   */
  #forgetUnanswered() {
    if (this.#attempt) return;
    for (const cid of this.#unanswered) this.#skapi.closeRTC({ cid });
    this.#unanswered.clear();
  }

  /** @param {string} reason */
  #say(reason) {
    this.dispatchEvent(new CustomEvent('end', { detail: reason }));
  }
}

/** @param {unknown} error */
function failureOf(error) {
  return `The call failed: ${error instanceof Error ? error.message : error}`;
}
