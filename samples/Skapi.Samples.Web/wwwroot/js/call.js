// One call at a time, over skapi-js. It does not touch the page's elements: it raises events, and the views show them.

/** @import { CallState, RealtimeEvent, RtcEvent } from 'skapi-protocol' */
/** @import { RTCReceiverParams, RTCResolved, Skapi } from 'skapi-js' */
/** @import { Member } from './group.js' */

/**
 * The functions that skapi-js adds to the event.
 * @typedef {object} Answers
 * @property {() => void} hangup
 * @property {(params: RTCReceiverParams, callback: (event: any) => void) => Promise<RTCResolved | undefined>} connectRTC
 */

/** @typedef {RealtimeEvent.RtcIncoming & Answers} IncomingCall */

/** @typedef {Exclude<CallState, 'idle' | 'closed'>} Phase */

/**
 * A call from its first ring to its end.
 * @typedef {object} Attempt
 * @property {Phase} phase
 * @property {Member} other The other side.
 * @property {RTCResolved | null} rtc The connection of skapi-js, once there is one.
 * @property {IncomingCall | null} incoming The event of the other side's call.
 * @property {(() => void) | null} abandon Tells the other side that the call is over.
 * @property {MediaStream} remoteStream
 * @property {ReturnType<typeof setTimeout> | undefined} timer
 * @property {boolean} accepting
 * @property {boolean} dialing Whether skapi-js still prepares the offer.
 * @property {boolean} busy Whether the other side said that it is in another call.
 * @property {Crossing | null} crossing Set when both sides have called each other at the same time.
 */

/**
 * Two calls that crossed: our offer was sent before the other side's offer arrived.
 * @typedef {object} Crossing
 * @property {IncomingCall} incoming The other side's call.
 * @property {boolean} closed Whether this side has closed its own call.
 * @property {boolean} cleared Whether the other side has closed its call.
 * @property {boolean} waiting Whether this side waits for the other side's next offer.
 */

/**
 * What a call needs to know about the group.
 * @typedef {object} Peers
 * @property {() => string | undefined} ownCid This page's connection id.
 * @property {(member: Member) => boolean} isPage Whether a member is a page like this one, and not a .NET program.
 */

const media = { audio: true, video: true };
const chat = 'text-chat';
const ringSeconds = 45; // skapi-js does not limit how long a call rings.

/** What it means when the other side ends a call. */
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
  #peers;

  /** @type {Attempt | null} */
  #attempt = null;

  /** @type {string | null} */
  #closedCid = null;

  /** @type {Set<string>} */
  #unanswered = new Set();

  #online = false;

  /**
   * @param {Skapi} skapi
   * @param {Peers} peers
   */
  constructor(skapi, peers) {
    super();
    this.#skapi = skapi;
    this.#peers = peers;
  }

  /** @returns {'idle' | Phase} */
  get phase() {
    return this.#attempt?.phase ?? 'idle';
  }

  /** The other side: its cid and user id. Null without a call. */
  get other() {
    return this.#attempt?.other ?? null;
  }

  /** The connection of skapi-js: `target`, `channels`, `media`, `hangup`. Null until the call is picked up. */
  get rtc() {
    return this.#attempt?.rtc ?? null;
  }

  /** The media of the other side. */
  get remoteStream() {
    return this.#attempt?.remoteStream ?? null;
  }

  /** Whether the realtime connection is open. Without it, no call can begin, and one that rings ends. */
  get online() {
    return this.#online;
  }

  set online(online) {
    if (this.#online === online) return;
    this.#online = online;
    if (!online && this.#attempt && !this.#attempt.rtc) this.#abandon('The connection to the gateway was lost.');
    else this.dispatchEvent(new Event('change'));
  }

  /** @param {Member} other */
  async dial(other) {
    if (this.phase !== 'idle' || !this.#online) return;
    const attempt = this.#begin('calling', other);
    attempt.timer = setTimeout(() => this.#abandon('No answer.'), ringSeconds * 1000);
    await this.#offer(attempt);
  }

  async accept() {
    const attempt = this.#attempt;
    if (attempt?.phase !== 'ringing' || !attempt.incoming || attempt.accepting) return;
    await this.#answer(attempt, attempt.incoming, { media });
  }

  /**
   * @param {Attempt} attempt
   */
  async #offer(attempt) {
    attempt.dialing = true;
    try {
      const connector = await this.#skapi.connectRTC({ cid: attempt.other.cid, media, channels: [chat] },
        event => this.#onRtc(attempt, /** @type {RtcEvent} */ (event)));
      attempt.dialing = false;
      attempt.abandon = connector.hangup;
      if (attempt !== this.#attempt) {
        connector.hangup(); // The call was cancelled while the browser asked for the camera.
      } else if (attempt.crossing) {
        this.#resolve(attempt, attempt.crossing);
      } else {
        this.#connected(attempt, await connector.connection);
      }
    } catch (error) {
      attempt.dialing = false;
      if (attempt === this.#attempt && attempt.crossing) this.#resolve(attempt, attempt.crossing);
      else this.#end(attempt, failureOf(error));
    }
  }

  /**
   * @param {Attempt} attempt
   * @param {IncomingCall} incoming
   * @param {RTCReceiverParams} params
   */
  async #answer(attempt, incoming, params) {
    attempt.accepting = true;
    try {
      const rtc = await incoming.connectRTC(params, event => this.#onRtc(attempt, event));
      if (!rtc) {
        this.#end(attempt, 'The caller gave up.');
      } else if (attempt !== this.#attempt) {
        rtc.hangup();
      } else {
        this.#connected(attempt, rtc);
      }
    } catch (error) {
      incoming.hangup();
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
    const rtc = this.rtc;
    if (!rtc) return;
    this.#abandon('You hung up.');
    if (!this.#online) {
      // skapi-js waits for a realtime connection before it closes anything. The other side notices a closed peer connection without one.
      for (const channel of Object.values(rtc.channels)) channel.close();
      rtc.target.close();
    }
  }

  /**
   * Handles a realtime event; some begin or end a call.
   * @param {RealtimeEvent} event
   */
  handle(event) {
    const attempt = this.#attempt;
    switch (event.type) {
      case 'rtc:incoming':
        this.#onIncoming(/** @type {IncomingCall} */ (event));
        break;
      case 'private':
        if (attempt?.phase === 'calling' && attempt.other.cid === event.sender_cid && isBusy(event.message)) attempt.busy = true;
        break;
      case 'rtc:closed':
        if (attempt?.crossing && attempt.phase === 'calling' && attempt.other.cid === event.sender_cid) {
          attempt.crossing.cleared = true;
          if (!attempt.dialing) this.#resolve(attempt, attempt.crossing);
        } else if (attempt?.other.cid === event.sender_cid) {
          this.#end(attempt, attempt.busy ? 'The other side is busy with another call.' : closings[attempt.phase]);
        } else if (!attempt && this.#closedCid === event.sender_cid) {
          this.#say(closings.connected); // The connection closed a little sooner than the message came.
        }
        break;
      case 'notice':
        // Before the pickup nothing else shows that the other page is gone. Afterwards the peer connection does.
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
      this.#unanswered.add(other.cid);
      this.#refuseAsBusy(event);
    } else if (this.#attempt.phase === 'calling') {
      this.#cross(this.#attempt, event);
    }

    // Otherwise it is an offer of the call that is connected, which skapi-js answers by itself. Rejecting it would end the call.
  }

  /**
   * A hang-up has no reason in skapi-js, so a message before it says the reason.
   * @param {IncomingCall} event
   */
  async #refuseAsBusy(event) {
    try {
      if (event.sender) await this.#skapi.postRealtime({ busy: true }, event.sender);
    } finally {
      event.hangup();
    }
  }

  /**
   * Both sides have called each other at the same time. skapi-js answers the other side's offer at once and drops our own.
   * @param {Attempt} attempt
   * @param {IncomingCall} incoming
   */
  #cross(attempt, incoming) {
    if (attempt.crossing?.waiting) {
      attempt.crossing = null;
      this.#answer(attempt, incoming, { media }); // The offer that this side waited for.
      return;
    }

    attempt.crossing = { incoming, closed: false, cleared: false, waiting: false };
    if (!attempt.dialing) this.#resolve(attempt, attempt.crossing);
  }

  /**
   * A .NET program lets its own offer stand, so this page picks that one up. Two pages have both dropped their offers: both close, and
   * the page with the lower connection id calls again once the other has closed.
   * @param {Attempt} attempt
   * @param {Crossing} crossing
   */
  async #resolve(attempt, crossing) {
    if (!this.#peers.isPage(attempt.other)) {
      attempt.crossing = null;
      await this.#answer(attempt, crossing.incoming, {}); // The offer of this page has added the media already.
      return;
    }

    if (!crossing.closed) {
      crossing.closed = true;
      crossing.waiting = (this.#peers.ownCid() ?? '') > attempt.other.cid;
      await this.#skapi.closeRTC({ cid: attempt.other.cid });
    }

    if (attempt === this.#attempt && attempt.crossing === crossing && crossing.cleared && !crossing.waiting) {
      attempt.crossing = null;
      await this.#offer(attempt);
    }
  }

  /**
   * @param {Phase} phase
   * @param {Member} other
   */
  #begin(phase, other) {
    this.#closedCid = null;
    /** @type {Attempt} */
    const attempt = {
      phase, other, rtc: null, incoming: null, abandon: null, remoteStream: new MediaStream(), timer: undefined, accepting: false, dialing: false,
      busy: false, crossing: null,
    };
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
      else if (attempt.rtc && ['disconnected', 'failed', 'closed'].includes(event.state)) this.#lose(attempt);
    } else if (event.type === 'close' && attempt.rtc) {
      this.#lose(attempt); // skapi-js ends a call with its last channel, but raises the event only when it has a realtime connection.
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
   * skapi-js keeps the offer of a call that was never accepted, and answers it together with the next offer of that side, which then fails.
   * Closing removes the offer. It also stops the camera, so this waits until no call is active.
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

/** @param {unknown} message */
function isBusy(message) {
  return typeof message === 'object' && message !== null && 'busy' in message;
}

/** @param {unknown} error */
function failureOf(error) {
  return `The call failed: ${error instanceof Error ? error.message : error}`;
}
