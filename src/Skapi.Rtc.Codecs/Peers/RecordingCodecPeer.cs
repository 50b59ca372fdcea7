using Microsoft.Extensions.Logging;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Codecs.Peers;

/// <summary>A peer whose transport records.</summary>
internal sealed class RecordingCodecPeer(
    IRtcPeer inner, CodecMedia media, RtcCapabilities transport, ILogger logger, IRtcRecorder recorder)
    : CodecPeer(inner, media, transport, logger), IRtcRecorder
{
    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> RecordAsync(string path, CancellationToken cancellationToken = default) =>
        recorder.RecordAsync(path, cancellationToken);
}
