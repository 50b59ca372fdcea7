using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>Encoded frames that the app pushes. Muted, it sends nothing: what is encoded cannot be blackened.</summary>
internal sealed class EncodedSource(EncodedFeed feed) : ILocalSource
{
    private IDisposable? _subscription;

    public IReadOnlyList<MediaCodec> Codecs { get; } = [feed.Codec];

    public void Start(RtpSender sender) => _subscription = feed.Subscribe(frame =>
    {
        if (!sender.IsMuted)
            sender.Send(frame.Codec, frame.Data.ToArray(), frame.Timestamp);
    });

    public void Dispose() => _subscription?.Dispose();
}
