// Measures two peers of an npm package in this process, as Transports/StackMeasurement.cs does for .NET.
// Usage: node measure.mjs STACK set-up COUNT | throughput MESSAGE_SIZE SECONDS | idle PAIRS
//        | pictures FILE SECONDS STREAMS | world restart COUNT | world relayed COUNT "URL USER PASSWORD" | world crowd PAIRS
// Prints one line of JSON.

const stacks = {
  'libwebrtc': async () => (await import('@roamhq/wrtc')).default.RTCPeerConnection,
  'libdatachannel': async () => (await import('node-datachannel/polyfill')).RTCPeerConnection,
  'werift': async () => (await import('werift')).RTCPeerConnection,
};

const highWater = 4 << 20;
const lowWater = 1 << 20;
const warmUpMilliseconds = 1000;

const [stack, what, first, second, third] = process.argv.slice(2);
const RTCPeerConnection = await stacks[stack]();

/** Connects two peers with one channel. Candidates follow the descriptions, as in a call. */
async function connect(configuration = { iceServers: [] }) {
  const began = performance.now();
  const [offerer, answerer] = [new RTCPeerConnection(configuration), new RTCPeerConnection(configuration)];
  const candidates = { offerer: [], answerer: [] };
  offerer.onicecandidate = ({ candidate }) => candidates.offerer.push(candidate);
  answerer.onicecandidate = ({ candidate }) => candidates.answerer.push(candidate);

  const sender = offerer.createDataChannel('data');
  const opened = new Promise(resolve => { sender.onopen = resolve; });
  const received = new Promise(resolve => { answerer.ondatachannel = ({ channel }) => resolve(channel); });
  const offer = await offerer.createOffer();
  await offerer.setLocalDescription(offer);
  await answerer.setRemoteDescription(offer);
  const answer = await answerer.createAnswer();
  await answerer.setLocalDescription(answer);
  await offerer.setRemoteDescription(answer);
  const pass = (list, to) => {
    const add = candidate => candidate?.candidate && to.addIceCandidate(candidate);
    list.splice(0).forEach(add);
    list.push = add;
  };
  pass(candidates.offerer, answerer);
  pass(candidates.answerer, offerer);
  await opened;
  const took = performance.now() - began;
  return { offerer, answerer, sender, receiver: await received, took };
}

async function setUp(count) {
  const times = [];
  for (let number = 0; number < count; number++) {
    const pair = await connect();
    times.push(pair.took);
    pair.offerer.close();
    pair.answerer.close();
    await sleep(100);
  }

  return { milliseconds: times.sort((left, right) => left - right)[count >> 1] };
}

async function throughput(size, seconds) {
  const { sender, receiver } = await connect();
  let bytes = 0;
  receiver.binaryType = 'arraybuffer';
  receiver.onmessage = ({ data }) => { bytes += data.byteLength; };
  sender.bufferedAmountLowThreshold = lowWater;
  const message = Buffer.alloc(size, 1);
  let isRunning = true;
  const sending = (async () => {
    while (isRunning) {
      while (sender.bufferedAmount < highWater) sender.send(message);
      await Promise.race([new Promise(resolve => { sender.onbufferedamountlow = resolve; }), sleep(20)]);
    }
  })();

  await sleep(warmUpMilliseconds);
  const [before, began, cpu] = [bytes, performance.now(), process.cpuUsage()];
  await sleep(seconds * 1000);
  const [moved, took, used] = [bytes - before, (performance.now() - began) / 1000, process.cpuUsage(cpu)];
  isRunning = false;
  await sending;
  return { bytes: moved, seconds: took, cpuSeconds: (used.user + used.system) / 1e6 };
}

async function idle(count) {
  const before = process.memoryUsage.rss();
  const pairs = [];
  while (pairs.length < count) pairs.push(await connect());
  await sleep(1000);
  globalThis.gc?.();
  return { peers: 2 * pairs.length, bytes: process.memoryUsage.rss() - before };
}

const sleep = milliseconds => new Promise(resolve => { setTimeout(resolve, milliseconds); });

const result = what === 'set-up' ? await setUp(Number(first))
  : what === 'pictures' ? await (await import('./pictures.mjs')).measure(stack, first, Number(second), Number(third))
  : what === 'world' ? await (await import('./world.mjs')).measure(connect, first, Number(second), third)
  : what === 'throughput' ? await throughput(Number(first), Number(second))
  : await idle(Number(first));
console.log(JSON.stringify(result));

// The native stacks keep threads that would keep the process.
process.exit(0);
