// The text of an event in one line, and its plain data.

/** @import { RealtimeEvent, RtcEvent } from 'skapi-protocol' */

/** @typedef {RealtimeEvent | RtcEvent | {type: 'devices', message: string}} AnyEvent An event of skapi-js, or a note of the page. */

/**
 * The details in one line; empty if the type is enough.
 * @param {AnyEvent} event
 * @returns {string}
 */
export function lineOf(event) {
  switch (event.type) {
    case 'message':
      return 'target' in event ? `${event.target.label}: ${textOf(event.data)}` : textOf(event.message);
    case 'private':
      return textOf(event.message);
    case 'notice':
    case 'success':
    case 'reconnect':
      return event.message;
    case 'close':
      return 'label' in event ? event.label : event.message;
    case 'error':
      return 'error' in event ? event.error : event.message;
    case 'rtc:incoming':
    case 'rtc:closed':
      return event.sender_cid ?? '';
    case 'track':
      return event.track.kind;
    case 'icecandidate':
      return event.candidate;
    case 'icecandidateerror':
      return `${event.errorCode} ${event.errorText} ${event.url ?? ''}`;
    case 'open':
      return `${event.label}, ${event.ordered ? 'ordered' : 'unordered'}`;
    case 'bufferedamountlow':
      return event.target.label;
    case 'connectionstatechange':
    case 'iceconnectionstatechange':
    case 'icegatheringstatechange':
    case 'signalingstatechange':
      return event.state;
    case 'devices':
      return event.message;
    default:
      return '';
  }
}

/**
 * Whether an event is good or bad news. It chooses the colour.
 * @param {AnyEvent} event
 */
export function toneOf(event) {
  const news = 'state' in event ? event.state : event.type;
  if (['connected', 'open', 'success'].includes(news)) return 'good';
  if (['error', 'failed', 'disconnected'].includes(news)) return 'bad';
  return '';
}

/**
 * Every field of an event, with names in place of live objects.
 * @param {AnyEvent} event
 */
export function plainOf(event) {
  return Object.fromEntries(Object.entries(event)
    .filter(([, value]) => typeof value !== 'function')
    .map(([key, value]) => [key, plainValue(value)]));
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function plainValue(value) {
  if (value instanceof RTCPeerConnection) return 'RTCPeerConnection';
  if (value instanceof RTCDataChannel) return `RTCDataChannel “${value.label}”`;
  if (value instanceof MediaStreamTrack) return `MediaStreamTrack ${value.kind} ${value.id}`;
  if (value instanceof MediaStream) return `MediaStream ${value.id}`;
  if (value instanceof ArrayBuffer) return `${value.byteLength} bytes`;
  if (value instanceof Blob) return `${value.size} bytes`;
  if (Array.isArray(value)) return value.map(plainValue);
  return value;
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === 'string' ? value : JSON.stringify(plainValue(value));
}
