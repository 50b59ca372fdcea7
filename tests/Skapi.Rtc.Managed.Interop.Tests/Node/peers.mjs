// Runs WebRTC peers of npm packages for the .NET tests: one JSON message a line, requests in, replies and events out.

import { createInterface } from 'node:readline';

const stacks = {
  'libwebrtc': async () => (await import('@roamhq/wrtc')).default.RTCPeerConnection,
  'libdatachannel': async () => (await import('node-datachannel/polyfill')).RTCPeerConnection,
  'werift': async () => (await import('werift')).RTCPeerConnection,
};

const [stack] = process.argv.slice(2);
const RTCPeerConnection = await stacks[stack]();
const peers = new Map();
const channels = new Map();
const sent = new Map();
const write = message => process.stdout.write(`${JSON.stringify(message)}\n`);
let lastChannel = 0;

function watch(peer, channel, id = `${stack}-${++lastChannel}`) {
  channels.set(id, channel);
  channel.binaryType = 'arraybuffer';
  channel.onopen = () => write({ peer, event: 'open', channel: id, id: channel.id });
  channel.onclose = () => write({ peer, event: 'close', channel: id });
  channel.onmessage = ({ data }) => write({
    peer,
    event: 'message',
    channel: id,
    ...(typeof data === 'string' ? { text: data } : { bytes: Buffer.from(data).toString('base64') }),
  });
  return id;
}

/** The open event of a channel of the other side may have been raised before its handlers were set. */
function announce(peer, channel) {
  const id = watch(peer, channel);
  write({ peer, event: 'datachannel', channel: id, label: channel.label, id: channel.id });
  if (channel.readyState === 'open') write({ peer, event: 'open', channel: id, id: channel.id });
}

const methods = {
  create: ({ peer: id }) => {
    const peer = new RTCPeerConnection({ iceServers: [] });
    peers.set(id, peer);
    peer.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) write({ peer: id, event: 'icecandidate', candidate: candidate.candidate, mid: candidate.sdpMid });
    };
    peer.onconnectionstatechange = () => write({ peer: id, event: 'state', state: peer.connectionState });
    peer.ondatachannel = ({ channel }) => announce(id, channel);
    peer.ontrack = ({ track }) => track.onReceiveRtp?.subscribe(packet => sent.get(`${id} ${track.kind}`)?.writeRtp(packet));
  },
  channel: ({ peer, channel: id, label, options }) => {
    const channel = peers.get(peer).createDataChannel(label, options);
    watch(peer, channel, id);
    // libwebrtc opens a channel of a connected peer at once, and may have raised the event already.
    if (channel.readyState === 'open') write({ peer, event: 'open', channel: id, id: channel.id });
  },
  // Adds a track that sends back what arrives of its kind. werift alone gives out the packets.
  echo: async ({ peer, kind }) => {
    const { MediaStreamTrack } = await import('werift');
    const track = new MediaStreamTrack({ kind });
    sent.set(`${peer} ${kind}`, track);
    peers.get(peer).addTrack(track);
  },
  offer: async ({ peer }) => (await peers.get(peer).createOffer()).sdp,
  answer: async ({ peer }) => (await peers.get(peer).createAnswer()).sdp,
  local: ({ peer, description }) => peers.get(peer).setLocalDescription(description),
  remote: ({ peer, description }) => peers.get(peer).setRemoteDescription(description),
  candidate: ({ peer, candidate }) => peers.get(peer).addIceCandidate(candidate),
  text: ({ channel, text }) => { channels.get(channel).send(text); },
  bytes: ({ channel, bytes }) => { channels.get(channel).send(Buffer.from(bytes, 'base64')); },
  closeChannel: ({ channel }) => { channels.get(channel).close(); },
  close: ({ peer }) => peers.get(peer).close(),
};

write({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    const result = await methods[request.method](request);
    write({ id: request.id, result: typeof result === 'string' ? result : null });
  } catch (error) {
    write({ id: request.id, failure: String(error?.message ?? error) });
  }
}

// The native stacks keep threads that would keep the process.
process.exit(0);
