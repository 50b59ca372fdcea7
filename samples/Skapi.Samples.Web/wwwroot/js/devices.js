// Camera and microphone, and their replacements. skapi-js asks the browser for media and does not accept a stream of the page (it copies
// its parameters through JSON), so a call from a machine without a camera would fail. This module gives getUserMedia a fallback: a device
// that is missing, refused or not wanted is replaced by a drawn picture or by silence.

const pictureSize = { width: 640, height: 480 };
const pictureRate = 15;

/**
 * Installs the fallback of getUserMedia.
 * @param {() => boolean} wantsDrawn Whether the person prefers the drawn picture and silence.
 * @param {(note: string) => void} onStandIn Called with a description of each replacement.
 */
export function installStandIns(wantsDrawn, onStandIn) {
  const devices = navigator.mediaDevices;
  if (!devices) {
    return; // The page is on neither localhost nor https. skapi-js refuses media there with a message of its own.
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
      // If one device is missing, the request for both fails, so each one is requested alone.
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

/** Whether a track is a drawn picture. */
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
    // A track raises no event when its owner stops it.
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
