// Camera and microphone, and what stands in for them. skapi-js asks the browser for media by itself and takes no stream of ours
// (it copies its parameters through JSON), and a call to a machine without a camera would fail. So getUserMedia is given a fallback:
// what is missing, refused or not wanted becomes a drawn picture, or silence.

const pictureSize = { width: 640, height: 480 };
const pictureRate = 15;

/**
 * Gives getUserMedia its fallback.
 * @param {() => boolean} wantsDrawn Whether the person prefers the drawn picture and silence.
 * @param {(note: string) => void} onStandIn Told in words what was replaced.
 */
export function installStandIns(wantsDrawn, onStandIn) {
  const devices = navigator.mediaDevices;
  if (!devices) {
    return; // Neither localhost nor https: skapi-js refuses media here, in words of its own.
  }

  const askBrowser = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async constraints => {
    if (wantsDrawn()) {
      return new MediaStream([
        ...(constraints.video ? [drawnPicture()] : []),
        ...(constraints.audio ? [silence()] : []),
      ]);
    }

    try {
      return await askBrowser(constraints);
    } catch {
      // One that is missing spoils the other, so each is asked for alone.
      const stream = new MediaStream();
      for (const [kind, standIn] of [['video', drawnPicture], ['audio', silence]]) {
        if (!constraints[kind]) continue;
        try {
          (await askBrowser({ [kind]: constraints[kind] })).getTracks().forEach(track => stream.addTrack(track));
        } catch (error) {
          stream.addTrack(standIn());
          onStandIn(`${kind === 'video' ? 'No camera, a drawn picture is sent' : 'No microphone, silence is sent'}: ${error.message}`);
        }
      }

      return stream;
    }
  };
}

/** Whether a track was drawn here rather than filmed. */
export function isDrawn(track) {
  return drawnTracks.has(track);
}

const drawnTracks = new WeakSet();

function drawnPicture() {
  const canvas = Object.assign(document.createElement('canvas'), pictureSize);
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream(pictureRate).getVideoTracks();
  drawnTracks.add(track);
  draw(context, 0);
  const started = performance.now();
  const timer = setInterval(() => {
    // A track that is stopped by its owner raises no event.
    if (track.readyState === 'ended') clearInterval(timer);
    else draw(context, (performance.now() - started) / 1000);
  }, 1000 / pictureRate);
  return track;
}

function draw(context, seconds) {
  const { width, height } = pictureSize;
  const gradient = context.createLinearGradient(0, 0, width, height);
  gradient.addColorStop(0, `hsl(${(250 + seconds * 12) % 360} 55% 32%)`);
  gradient.addColorStop(1, `hsl(${(190 + seconds * 12) % 360} 60% 42%)`);
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);

  const turn = seconds * Math.PI / 4;
  context.lineWidth = 18;
  context.lineCap = 'round';
  for (let ring = 0; ring < 3; ring++) {
    context.strokeStyle = `rgb(255 255 255 / ${0.85 - ring * 0.25})`;
    context.beginPath();
    context.arc(width / 2, height / 2, 60 + ring * 45, turn * (ring + 1), turn * (ring + 1) + Math.PI * 1.2);
    context.stroke();
  }

  context.fillStyle = 'white';
  context.font = '600 22px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(new Date().toLocaleTimeString(), width / 2, height / 2);
}

function silence() {
  const context = new AudioContext();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  const stop = track.stop.bind(track);
  track.stop = () => {
    stop();
    context.close();
  };
  return track;
}
