// A bare RTCPeerConnection that a test drives. What it saw is kept in `seen`, what it got in `messages`.
window.peer = (() => {
  const connection = new RTCPeerConnection();
  const seen = [];
  const messages = [];
  let channel = null;

  function watchChannel(created) {
    channel = created;
    channel.binaryType = 'arraybuffer';
    channel.onopen = () => seen.push('open');
    channel.onclose = () => seen.push('close');
    channel.onmessage = ({ data }) => messages.push(
      typeof data === 'string' ? `text ${data}` : `binary ${Array.from(new Uint8Array(data))}`);
  }

  connection.onicecandidate = ({ candidate }) => { if (candidate) candidateFound(JSON.stringify(candidate)); };
  connection.onconnectionstatechange = () => seen.push(connection.connectionState);
  connection.ondatachannel = event => watchChannel(event.channel);
  connection.ontrack = ({ track, streams }) => {
    seen.push(`track ${track.kind} of ${streams.length}`);
    if (track.kind !== 'video') return;
    const video = document.createElement('video');
    video.muted = video.autoplay = true;
    video.srcObject = new MediaStream([track]);
    document.body.append(video);
  };

  async function describe(description) {
    await connection.setLocalDescription(description);
    return JSON.stringify(connection.localDescription);
  }

  return {
    seen, messages, connection,
    send: (...data) => data.forEach(item => channel.send(typeof item === 'string' ? item : new Uint8Array(item))),
    createChannel: () => watchChannel(connection.createDataChannel('text-chat', { maxRetransmits: 10, protocol: 'text-chat' })),
    addMedia: async constraints => {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      stream.getTracks().forEach(track => connection.addTrack(track, stream));
    },
    offer: async () => describe(await connection.createOffer()),
    answer: async offer => {
      await connection.setRemoteDescription(JSON.parse(offer));
      return describe(await connection.createAnswer());
    },
    accept: answer => connection.setRemoteDescription(JSON.parse(answer)),
    addCandidate: candidate => connection.addIceCandidate(JSON.parse(candidate)),
    // The colours in the middle of each of the picture's seven bars, as red, green and blue.
    bars: () => {
      const video = document.querySelector('video');
      if (!video || !video.videoWidth || video.currentTime === 0) return null;
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      const context = canvas.getContext('2d');
      context.drawImage(video, 0, 0);
      return Array.from({ length: 7 }, (_, bar) =>
        Array.from(context.getImageData(canvas.width * (bar + 0.5) / 7, canvas.height / 3, 1, 1).data.slice(0, 3)));
    },
    // How much sound has come, in the units of the statistics (W3C WebRTC Statistics, totalAudioEnergy).
    audioEnergy: async () => [...(await connection.getStats()).values()]
      .filter(report => report.type === 'inbound-rtp' && report.kind === 'audio').reduce((sum, report) => sum + report.totalAudioEnergy, 0),
  };
})();
