// A minimal page around the published client. It does what the test asks for, and reports every event unchanged.

import { Skapi } from '/lib/skapi-js/skapi.browser.mjs';

const { service, owner } = window.testSession;
const skapi = new Skapi(service, owner);
const remote = document.getElementById('remote');

let connector = null; // The result of connectRTC.
let incoming = null; // The last rtc:incoming.
let rtc = null; // The connection of the call, on either side.
let stream = null; // The media stream of the other side.
const statsNames = {}; // The names that statistics had so far, by type.

let held = null; // The signals of this page that are held back, as functions that send them; null while none is.

const devices = navigator.mediaDevices;
const getUserMedia = devices.getUserMedia.bind(devices);
let permission = null; // What a request for devices waits for, as for a person who is asked.
let isAsked = false;
devices.getUserMedia = async constraints => {
  isAsked = true;
  await permission?.promise;
  return getUserMedia(constraints);
};

const sendFrame = WebSocket.prototype.send;
WebSocket.prototype.send = function send(frame) {
  if (frame.includes('"sdpanswer"')) report('page', { type: 'answered' });
  if (held && frame.includes('"action":"rtc"')) held.push(() => sendFrame.call(this, frame));
  else sendFrame.call(this, frame);
};

const report = (family, event) => window.reportEvent(JSON.stringify({ family, ...plain(event) }));

/** An event's fields; a live object by what names it. */
function plain(event) {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => typeof value !== 'function').map(([key, value]) => {
    if (value instanceof RTCPeerConnection) return [key, 'RTCPeerConnection'];
    if (value instanceof RTCDataChannel) return [key, { label: value.label, protocol: value.protocol }];
    if (value instanceof MediaStreamTrack) return [key, { kind: value.kind, id: value.id }];
    if (value instanceof ArrayBuffer) return [key, { bytes: [...new Uint8Array(value)] }];
    if (Array.isArray(value)) return [key, value.length];
    return [key, value];
  }));
}

function onRealtime(event) {
  if (event.type === 'rtc:incoming') incoming = event;
  if (event.type === 'rtc:closed') stream = null;
  report('realtime', event);
}

function onRtc(event) {
  if (event.type === 'track') {
    stream ??= new MediaStream();
    stream.addTrack(event.track);
    remote.srcObject = stream;
  }

  report('rtc', event);
}

function connected(result) {
  rtc = result;
  report('page', { type: result ? 'connection' : 'no-connection' });
}

// The colours of the test pattern's bars are the corners of the RGB cube.
const colourLetters = { 111: 'W', 110: 'Y', 101: 'M', 100: 'R', '011': 'C', '010': 'G', '001': 'B', '000': 'K' };

/** Reads pixels of the picture that is shown: one at the middle of each of so many bars. */
function bars(count) {
  if (remote.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !remote.videoWidth) return '';
  const canvas = new OffscreenCanvas(remote.videoWidth, remote.videoHeight);
  const context = canvas.getContext('2d');
  context.drawImage(remote, 0, 0);
  return Array.from({ length: count }, (_, bar) => {
    const x = Math.floor(canvas.width * (bar + 0.5) / count);
    const [red, green, blue] = context.getImageData(x, Math.floor(canvas.height / 3), 1, 1).data;
    return colourLetters[[red, green, blue].map(part => (part > 110 ? 1 : 0)).join('')];
  }).join('');
}

/**
 * The frequency of the sound that arrives, in Hz, as heard in half a second; 0 in silence. It is recorded and decoded, because an
 * AudioContext of Firefox does not run without a sound card.
 */
async function tone() {
  const [track] = stream?.getAudioTracks() ?? [];
  if (!track) return 0;
  const recorder = new MediaRecorder(new MediaStream([track]));
  const data = new Promise(resolve => recorder.addEventListener('dataavailable', event => resolve(event.data)));
  recorder.start();
  await new Promise(resolve => setTimeout(resolve, 500));
  recorder.stop();
  const decoder = new OfflineAudioContext(1, 1, 48000);
  const sound = await decoder.decodeAudioData(await (await data).arrayBuffer()).catch(() => null);
  const samples = sound?.getChannelData(0).filter(sample => Math.abs(sample) > 0.01) ?? [];
  let rises = 0;
  for (let i = 1; i < samples.length; i++) if (samples[i - 1] < 0 && samples[i] > 0) rises++;
  return samples.length > 4800 ? rises / (sound.length / sound.sampleRate) : 0;
}

const transceivers = kind => rtc.target.getTransceivers().filter(transceiver => transceiver.receiver.track.kind === kind);

window.harness = {
  holdSignals: () => { held = []; },
  releaseSignals: () => {
    const frames = held;
    held = null;
    frames.forEach(send => send());
  },

  holdDevices: () => {
    permission = Promise.withResolvers();
    isAsked = false;
  },
  isAskedForDevices: () => isAsked,
  releaseDevices: () => { permission.resolve(); },

  connect: async () => { await skapi.connectRealtime(onRealtime); },
  close: () => skapi.closeRealtime(),
  join: group => skapi.joinRealtime({ group }),
  post: ({ message, recipient }) => skapi.postRealtime(message, recipient),
  users: params => skapi.getRealtimeUsers(params),
  groups: ({ params, options }) => skapi.getRealtimeGroups(params, options),

  call: async params => {
    connector = await skapi.connectRTC(params, onRtc);
    connector.connection.then(connected);
  },
  cancel: () => { connector.hangup(); },
  accept: async params => { connected(await incoming.connectRTC(params, onRtc)); },
  reject: () => { incoming.hangup(); },
  hangUp: () => { rtc.hangup(); },
  stopVideo: () => { transceivers('video').forEach(transceiver => transceiver.stop()); },
  restartIce: () => { rtc.target.restartIce(); },
  addAudioAndVideo: async () => {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    media.getTracks().forEach(track => rtc.target.addTrack(track, media));
  },
  addVideo: async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true });
    rtc.target.addTrack(camera.getVideoTracks()[0], camera);
  },

  addVideoOf: async mimeType => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true });
    const transceiver = rtc.target.addTransceiver(camera.getVideoTracks()[0], { direction: 'sendonly', streams: [camera] });
    const codecs = RTCRtpReceiver.getCapabilities('video').codecs;
    transceiver.setCodecPreferences(codecs.filter(codec => codec.mimeType === mimeType || codec.mimeType === 'video/rtx'));
  },
  addSimulcastVideo: async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true });
    const sendEncodings = [{ rid: 'half', scaleResolutionDownBy: 2 }, { rid: 'full' }, { rid: 'quarter', scaleResolutionDownBy: 4 }];
    rtc.target.addTransceiver(camera.getVideoTracks()[0], { direction: 'sendonly', streams: [camera], sendEncodings });
  },
  change: async ({ operation, number }) => {
    const camera = async () => (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks()[0];
    const active = rtc.target.getTransceivers().filter(({ direction }) => direction !== 'stopped');
    const chosen = active[number % active.length];
    if (operation === 'add') rtc.target.addTrack(await camera(), new MediaStream());
    else if (operation === 'stop' && active.length > 1) chosen.stop();
    else if (operation === 'turn') chosen.direction = ['sendrecv', 'recvonly', 'sendonly', 'inactive'][number % 4];
    else if (operation === 'replace' && chosen.receiver.track.kind === 'video') await chosen.sender.replaceTrack(await camera());
  },
  packets: async () => {
    const packets = { sent: {}, received: {} };
    for (const report of (await rtc.target.getStats()).values()) {
      if (report.type === 'outbound-rtp') packets.sent[report.mid] = report.packetsSent;
      if (report.type === 'inbound-rtp') packets.received[report.mid] = report.packetsReceived;
    }
    return packets;
  },
  sendingMids: () => rtc.target.getTransceivers()
    .filter(({ currentDirection, sender }) => /^send/.test(currentDirection) && sender.track?.readyState === 'live').map(({ mid }) => mid),
  // A browser that makes a stream of media again forgets what the other side reported of it, so the names of every report count.
  stats: async () => {
    for (const report of (await rtc.target.getStats()).values())
      statsNames[report.type] = [...new Set([...(statsNames[report.type] ?? []), ...Object.keys(report)])];
    return statsNames;
  },
  outgoingBitrate: async () => Math.max(
    0, ...[...(await rtc.target.getStats()).values()].map(({ availableOutgoingBitrate }) => availableOutgoingBitrate ?? 0)),
  remoteSdp: () => rtc.target.remoteDescription.sdp,

  send: ({ label, text }) => { rtc.channels[label].send(text); },
  sendBytes: ({ label, bytes }) => { rtc.channels[label].send(new Uint8Array(bytes)); },
  closeChannel: label => { rtc.channels[label].close(); },
  // The published client opens channels at the beginning of a call only.
  openChannel: label => {
    const channel = rtc.target.createDataChannel(label, { protocol: label });
    channel.binaryType = 'arraybuffer';
    for (const type of ['open', 'close', 'error', 'message'])
      channel.addEventListener(type, ({ target, data }) => onRtc({ type, target, label, data }));
    rtc.channels[label] = channel;
  },
  channels: () => Object.keys(rtc.channels),
  bars,
  tone,
};
