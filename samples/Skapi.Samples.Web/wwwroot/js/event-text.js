// An event in a line, and as plain data.

/** A line for people; empty where the type says everything. */
export function lineOf(event) {
  switch (event.type) {
    case 'message':
      return event.target ? `${event.target.label}: ${textOf(event.data)}` : textOf(event.message);
    case 'private':
      return textOf(event.message);
    case 'notice':
    case 'success':
    case 'reconnect':
      return event.message;
    case 'close':
      return event.label ?? event.message;
    case 'error':
      return event.message ?? event.error ?? '';
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
    default:
      return event.state ?? event.label ?? event.message ?? '';
  }
}

/** Whether an event is good or bad news, for its colour. */
export function toneOf(event) {
  const news = event.state ?? event.type;
  if (['connected', 'open', 'success'].includes(news)) return 'good';
  if (['error', 'failed', 'disconnected'].includes(news)) return 'bad';
  return '';
}

/** Every field of an event, live objects by what names them. */
export function plainOf(event) {
  return Object.fromEntries(Object.entries(event)
    .filter(([, value]) => typeof value !== 'function')
    .map(([key, value]) => [key, plainValue(value)]));
}

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

function textOf(value) {
  return typeof value === 'string' ? value : JSON.stringify(plainValue(value));
}
