// One call at a time, over skapi-js. It knows no element of the page: it raises events, and the views show them.

const media = { audio: true, video: true };
const channels = ['text-chat'];
const ringSeconds = 45; // skapi-js rings for ever.

/**
 * The page's call. Raises `change` when the phase does, `rtc` for each RTC event (detail: the event), `stream` when the other side's
 * media arrives, `channel` when the chat opens, and `end` (detail: the reason in words).
 */
export class Call extends EventTarget {
  #skapi;
  #attempt = null;
  #closedCid = null;
  #unanswered = new Set();

  constructor(skapi) {
    super();
    this.#skapi = skapi;
  }

  /** @type {'idle' | 'calling' | 'ringing' | 'connecting' | 'connected'} */
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

  async dial(other) {
    if (this.#attempt) return;
    const attempt = this.#begin('calling', other);
    try {
      const connector = await this.#skapi.connectRTC({ cid: other.cid, media, channels }, event => this.#onRtc(attempt, event));
      attempt.abandon = connector.hangup;
      if (attempt !== this.#attempt) {
        connector.hangup(); // Cancelled while the camera was being asked for.
        return;
      }

      attempt.timer = setTimeout(() => this.#abandon('No answer.'), ringSeconds * 1000);
      this.#connected(attempt, await connector.connection);
    } catch (error) {
      this.#end(attempt, `The call failed: ${error.message}`);
    }
  }

  async accept() {
    const attempt = this.#attempt;
    if (attempt?.phase !== 'ringing' || attempt.accepting) return;
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
      this.#end(attempt, `The call failed: ${error.message}`);
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

  /** Takes a realtime event; some begin or end a call. */
  handle(event) {
    const attempt = this.#attempt;
    switch (event.type) {
      case 'rtc:incoming':
        this.#onIncoming(event);
        break;
      case 'rtc:closed':
        if (attempt?.other.cid === event.sender_cid) {
          this.#end(attempt, { calling: 'The call was rejected.', ringing: 'The caller gave up.' }[attempt.phase] ?? 'The other side hung up.');
        } else if (!attempt && this.#closedCid === event.sender_cid) {
          this.#say('The other side hung up.'); // The connection closed a little sooner than the message came.
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

  #onIncoming(event) {
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

  #begin(phase, other) {
    this.#closedCid = null;
    this.#attempt = { phase, other, rtc: null, incoming: null, abandon: null, remoteStream: new MediaStream(), timer: 0, accepting: false };
    this.dispatchEvent(new Event('change'));
    return this.#attempt;
  }

  #connected(attempt, rtc) {
    if (attempt !== this.#attempt) return;
    clearTimeout(attempt.timer);
    attempt.rtc = rtc;
    attempt.abandon = rtc.hangup;
    this.#enter(attempt, rtc.target.connectionState === 'connected' ? 'connected' : 'connecting');
  }

  #onRtc(attempt, event) {
    this.dispatchEvent(new CustomEvent('rtc', { detail: event }));
    if (attempt !== this.#attempt) return;
    if (event.type === 'track') {
      attempt.remoteStream.addTrack(event.track);
      this.dispatchEvent(new Event('stream'));
    } else if (event.type === 'open' && event.label === channels[0]) {
      this.dispatchEvent(new CustomEvent('channel', { detail: event.target }));
    } else if (event.type === 'connectionstatechange') {
      if (event.state === 'connected' && attempt.rtc) this.#enter(attempt, 'connected');
      else if (['disconnected', 'failed', 'closed'].includes(event.state)) this.#lose(attempt);
    } else if (event.type === 'close' && attempt.rtc) {
      this.#lose(attempt); // skapi-js ends a call with its last channel, but tells of it only once it has a realtime connection.
    }
  }

  #lose(attempt) {
    this.#end(attempt, 'The call ended.');
    this.#closedCid = attempt.other.cid;
  }

  #enter(attempt, phase) {
    attempt.phase = phase;
    this.dispatchEvent(new Event('change'));
  }

  #abandon(reason) {
    const attempt = this.#attempt;
    this.#end(attempt, reason);
    attempt.abandon?.();
  }

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

  #say(reason) {
    this.dispatchEvent(new CustomEvent('end', { detail: reason }));
  }
}
