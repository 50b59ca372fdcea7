namespace Skapi.Rtc.Managed.Media;

/// <content>
/// Media that come early. The other side sends as soon as it has answered, and its packets may overtake the answer (RFC 9429, section 5.9);
/// and the app learns of a track only after that.
/// </content>
internal sealed partial class MediaSession
{
    private readonly EarlyPackets _early = new();
    private bool _isOffered;

    /// <summary>An offer of this side is set. What belongs to no section until the answer waits for the answer.</summary>
    public void BeginOffer() => _isOffered = true;

    /// <summary>The offer was answered or taken back, and the sections are as they are from now on.</summary>
    public void EndOffer(TimeSpan now)
    {
        _isOffered = false;
        HandleEarly(now);
    }

    /// <summary>The app knows a track, so the packets of its section that waited are handled.</summary>
    public void Release(Transceiver transceiver, TimeSpan now)
    {
        transceiver.Holds--;
        HandleEarly(now);
    }

    // A packet that still has to wait is added again, behind the others. Packets of no section are dropped.
    private void HandleEarly(TimeSpan now)
    {
        for (var count = _early.Count; count > 0 && _early.TryTake(out var packet, out var at); count--)
            HandleRtp(packet, at, now);

        SendFeedback(now);
    }

    private bool MustWait(Transceiver? transceiver) =>
        transceiver is { Parameters.Receives: true } ? transceiver.Holds > 0 : _isOffered;
}
