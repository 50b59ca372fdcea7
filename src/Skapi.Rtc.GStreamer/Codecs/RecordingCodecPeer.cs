using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>A peer whose transport records.</summary>
internal sealed class RecordingCodecPeer(IRtcPeer inner, CodecMedia media, IRtcRecorder recorder) : CodecPeer(inner, media), IRtcRecorder
{
    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> RecordAsync(string path, CancellationToken cancellationToken = default) =>
        recorder.RecordAsync(path, cancellationToken);
}
