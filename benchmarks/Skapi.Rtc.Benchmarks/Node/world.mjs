// Measures what happens outside of a quiet local network, as World/WorldMeasurement.cs does for .NET:
// restarts of ICE, relayed connections, and many connections at once.

/** Measures one of them. The result goes to the program as JSON. */
export async function measure(connect, what, count, server) {
  if (what === 'restart') return { milliseconds: median(await repeat(count, restart, connect)) };
  if (what === 'relayed') return { milliseconds: median(await repeat(count, relayed(server), connect)) };
  return crowd(connect, count);
}

async function restart(connect) {
  const pair = await connect();
  const before = await Promise.all([selected(pair.offerer), selected(pair.answerer)]);
  const began = performance.now();
  const offer = await pair.offerer.createOffer({ iceRestart: true });
  await pair.offerer.setLocalDescription(offer);
  await pair.answerer.setRemoteDescription(offer);
  const answer = await pair.answerer.createAnswer();
  await pair.answerer.setLocalDescription(answer);
  await pair.offerer.setRemoteDescription(answer);
  const [offerer, answerer] = [pair.offerer, pair.answerer];
  const hasMoved = async (peer, from) => ![from, ''].includes(await selected(peer));
  while (!await hasMoved(offerer, before[0]) || !await hasMoved(answerer, before[1])) await sleep(1);
  return close(pair, performance.now() - began);
}

function relayed(server) {
  const [url, username, credential] = server.split(' ');
  const configuration = { iceServers: [{ urls: [url], username, credential }], iceTransportPolicy: 'relay' };
  return async connect => {
    const pair = await connect(configuration);
    return close(pair, pair.took);
  };
}

async function crowd(connect, count) {
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  const pairs = await Promise.all(Array.from({ length: count }, () => connect()));
  const [took, used] = [performance.now() - began, process.cpuUsage(cpu)];
  pairs.forEach(pair => close(pair));
  return { milliseconds: took, cpuMilliseconds: (used.user + used.system) / 1000 };
}

/** The remote candidate in use. Each restart has candidates of its own. */
async function selected(peer) {
  const pairs = [...(await peer.getStats()).values()].filter(({ type, nominated }) => type === 'candidate-pair' && nominated);
  return pairs.map(pair => pair.remoteCandidateId).join(' ');
}

function close(pair, took) {
  pair.offerer.close();
  pair.answerer.close();
  return took;
}

async function repeat(count, once, connect) {
  const times = [];
  for (let number = 0; number < count; number++) {
    times.push(await once(connect));
    await sleep(100);
  }

  return times;
}

const median = times => times.sort((left, right) => left - right)[times.length >> 1];
const sleep = milliseconds => new Promise(resolve => { setTimeout(resolve, milliseconds); });
