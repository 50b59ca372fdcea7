// The quality of the incoming media in one line: the size and rate of the picture, and the bit rate.

/** Reads a peer connection's statistics once a second until stopped. */
export class CallQuality {
  #timer = 0;

  /** @param {RTCPeerConnection} peer @param {(line: string) => void} show */
  start(peer, show) {
    this.stop();
    let before = null;
    const read = async () => {
      const now = { at: performance.now(), bytes: 0 };
      let picture = '';
      for (const report of (await peer.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        now.bytes += report.bytesReceived ?? 0;
        if (report.kind === 'video' && report.frameWidth) {
          picture = `${report.frameWidth} × ${report.frameHeight}, ${Math.round(report.framesPerSecond ?? 0)} pictures/s`;
        }
      }

      const bits = before ? 8000 * (now.bytes - before.bytes) / (now.at - before.at) : 0;
      before = now;
      show([picture, bits ? `${Math.round(bits / 1000)} kbit/s` : ''].filter(Boolean).join(', '));
    };
    this.#timer = setInterval(read, 1000);
  }

  stop() {
    clearInterval(this.#timer);
  }
}
