// Measures pictures of 1 Mbit/s between peers of an npm package in this process, as Pictures/PictureMeasurement.cs does for .NET.

import { readFileSync } from 'node:fs';

const rate = 30;
const sleep = milliseconds => new Promise(resolve => { setTimeout(resolve, milliseconds); });

/** Measures streams at once. @returns what PictureMeasurement.RunAsync returns. */
export async function measure(stack, file, seconds, streams) {
  const pictures = readFileSync(file, 'utf8').trim().split('\n').map(line => Buffer.from(line, 'base64'));
  const connect = stack === 'libwebrtc' ? await libwebrtc() : await libdatachannel(pictures);
  const pairs = [];
  const timer = setInterval(() => pairs.forEach(pair => pair.push()), 1000 / rate);
  const times = [];
  for (let number = 0; number < streams; number++) {
    const began = performance.now();
    await connect(pair => pairs.push(pair));
    times.push(performance.now() - began);
  }

  // The encoder of libwebrtc takes some seconds until it has found out how fast the path is.
  await sleep(10000);
  const received = async () => (await Promise.all(pairs.map(pair => pair.bytes()))).reduce((sum, bytes) => sum + bytes, 0);
  const [before, began, cpu] = [await received(), performance.now(), process.cpuUsage()];
  await sleep(seconds * 1000);
  const [took, used] = [(performance.now() - began) / 1000, process.cpuUsage(cpu)];
  const moved = await received() - before;
  clearInterval(timer);
  return {
    milliseconds: times.sort((left, right) => left - right)[streams >> 1],
    bytes: moved,
    seconds: took,
    cpuSeconds: (used.user + used.system) / 1e6,
  };
}

/** RTP packets of the pictures, which the library protects and sends as they are. */
async function libdatachannel(pictures) {
  const { PeerConnection, Video } = (await import('node-datachannel')).default;
  return async add => {
    const [offerer, answerer] = [new PeerConnection('offerer', { iceServers: [] }), new PeerConnection('answerer', { iceServers: [] })];
    const pair = { received: 0, next: 0, sequence: 0, time: 0, offerer, answerer, bytes: () => pair.received };
    const first = new Promise(resolve => {
      answerer.onTrack(track => {
        pair.track = track;
        track.onMessage(packet => { pair.received += packet.length - 13; resolve(); });
      });
    });
    const video = new Video('0', 'SendOnly');
    video.addVP8Codec(96);
    video.addSSRC(1, 'pictures', 'pictures', 'pictures');
    const track = offerer.addTrack(video);
    pair.push = () => {
      if (!track.isOpen()) return;
      const picture = pictures[pair.next];
      pair.next = (pair.next + 1) % pictures.length;
      pair.time += 90000 / rate;
      for (let offset = 0; offset < picture.length; offset += 1199) {
        const part = picture.subarray(offset, offset + 1199);
        const packet = Buffer.alloc(13 + part.length);
        packet[0] = 0x80;
        packet[1] = 96 | (offset + part.length === picture.length ? 0x80 : 0);
        packet.writeUInt16BE(pair.sequence++ & 0xffff, 2);
        packet.writeUInt32BE(pair.time >>> 0, 4);
        packet.writeUInt32BE(1, 8);
        packet[12] = offset === 0 ? 0x10 : 0;
        part.copy(packet, 13);
        track.sendMessageBinary(packet);
      }
    };
    // The library refuses candidates before a description.
    let waiting = [];
    const later = add => (waiting ? waiting.push(add) : add());
    offerer.onLocalDescription((sdp, type) => answerer.setRemoteDescription(sdp, type));
    answerer.onLocalDescription((sdp, type) => {
      offerer.setRemoteDescription(sdp, type);
      waiting?.forEach(add => add());
      waiting = null;
    });
    offerer.onLocalCandidate((candidate, mid) => later(() => answerer.addRemoteCandidate(candidate, mid)));
    answerer.onLocalCandidate((candidate, mid) => later(() => offerer.addRemoteCandidate(candidate, mid)));
    add(pair);
    offerer.setLocalDescription();
    await first;
  };
}

/** Noise that the library encodes and decodes. */
async function libwebrtc() {
  const { RTCPeerConnection, nonstandard: { RTCVideoSource, RTCVideoSink } } = (await import('@roamhq/wrtc')).default;
  const [width, height] = [320, 240];
  const noise = Array.from({ length: 10 }, () => Uint8Array.from({ length: width * height * 1.5 }, () => Math.random() * 256));
  return async add => {
    const [offerer, answerer] = [new RTCPeerConnection({ iceServers: [] }), new RTCPeerConnection({ iceServers: [] })];
    const source = new RTCVideoSource();
    const sender = offerer.addTrack(source.createTrack());
    let next = 0;
    const pair = {
      offerer,
      answerer,
      push: () => source.onFrame({ width, height, data: noise[next++ % noise.length] }),
      bytes: async () => [...(await answerer.getStats()).values()].find(report => report.type === 'inbound-rtp')?.bytesReceived ?? 0,
    };
    add(pair);
    const first = new Promise(resolve => {
      answerer.ontrack = ({ track }) => {
        pair.sink = new RTCVideoSink(track);
        pair.sink.onframe = resolve;
      };
    });
    offerer.onicecandidate = ({ candidate }) => candidate && answerer.addIceCandidate(candidate);
    answerer.onicecandidate = ({ candidate }) => candidate && offerer.addIceCandidate(candidate);
    const offer = await offerer.createOffer();
    await Promise.all([offerer.setLocalDescription(offer), answerer.setRemoteDescription(offer)]);
    const answer = await answerer.createAnswer();
    await Promise.all([answerer.setLocalDescription(answer), offerer.setRemoteDescription(answer)]);
    const parameters = sender.getParameters();
    parameters.encodings = [{ ...parameters.encodings?.[0], maxBitrate: 1e6 }];
    await sender.setParameters(parameters).catch(() => undefined);
    await first;
  };
}
