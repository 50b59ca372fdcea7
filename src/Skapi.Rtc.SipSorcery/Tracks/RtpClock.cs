namespace Skapi.Rtc.SipSorcery.Tracks;

/// <summary>RTP timestamps, which wrap round, as the time since a track began.</summary>
internal sealed class RtpClock
{
    private uint? _last;
    private long _elapsed;

    public TimeSpan Read(uint timestamp, int clockRate)
    {
        if (_last is { } last)
            _elapsed += unchecked((int)(timestamp - last));

        _last = timestamp;
        return TimeSpan.FromSeconds((double)_elapsed / clockRate);
    }
}
