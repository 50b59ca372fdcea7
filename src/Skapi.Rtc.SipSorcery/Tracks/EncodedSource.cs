using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>
/// Encoded frames that the app pushes. A muted source sends nothing, because only an encoder could make it silent or black. Video
/// begins, and continues after a pause, at a key frame.
/// </summary>
internal sealed class EncodedSource(EncodedFeed feed) : ILocalSource
{
    private IDisposable? _subscription;

    public IReadOnlyList<MediaCodec> Codecs { get; } = [feed.Codec];

    public void Start(RtpSender sender)
    {
        var waitsForKeyFrame = true;
        _subscription = feed.Subscribe(frame =>
        {
            waitsForKeyFrame |= sender.IsMuted || sender.Negotiated is null;
            if (sender.IsMuted || (waitsForKeyFrame && !frame.IsKeyFrame))
                return;

            waitsForKeyFrame = false;
            sender.Send(frame.Codec, frame.Data.ToArray(), frame.Timestamp);
        });
    }

    public void Dispose() => _subscription?.Dispose();
}
