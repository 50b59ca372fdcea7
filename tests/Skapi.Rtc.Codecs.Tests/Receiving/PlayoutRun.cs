using Skapi.Rtc.Codecs.Receiving;

namespace Skapi.Rtc.Codecs.Tests.Receiving;

/// <summary>Plays a stream of 20 ms packets through a path and a jitter buffer, in virtual time.</summary>
internal sealed class PlayoutRun
{
    public static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private TimeSpan _gap;

    public JitterBuffer Buffer { get; } = new();

    /// <summary>The longest stretch without sound of the other side.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>The steps that were played, by their kind.</summary>
    public Dictionary<PlayoutKind, int> Steps { get; } = [];

    /// <summary>The delay of the buffer after each packet that was decoded.</summary>
    public List<TimeSpan> Delays { get; } = [];

    /// <summary>The packets that were decoded, in order.</summary>
    public List<int> Decoded { get; } = [];

    /// <summary>The time that was played.</summary>
    public TimeSpan Played { get; private set; }

    /// <summary>Sends packets at their pace and plays what arrives, at ticks of 20 ms.</summary>
    /// <param name="path">The path.</param>
    /// <param name="count">The number of packets.</param>
    /// <param name="offset">The number of the first packet.</param>
    public void Play(SimulatedPath path, int count, int offset = 0)
    {
        var arrivals = path.Deliver(offset, count);
        var next = 0;
        for (var tick = (Frame * offset) + TimeSpan.FromMilliseconds(7); tick < Frame * (offset + count); tick += Frame)
        {
            for (; next < arrivals.Count && arrivals[next].At <= tick; next++)
                Buffer.Add(BitConverter.GetBytes(arrivals[next].Number), Frame * arrivals[next].Number, Frame, arrivals[next].At);

            while (Buffer.TryTake(tick, out var step))
                Count(step);
        }
    }

    private void Count(PlayoutStep step)
    {
        Steps[step.Kind] = Steps.GetValueOrDefault(step.Kind) + 1;
        Played += step.Duration;
        _gap = step.Kind == PlayoutKind.Conceal ? _gap + step.Duration : TimeSpan.Zero;
        LongestGap = _gap > LongestGap ? _gap : LongestGap;
        if (step.Kind is PlayoutKind.Decode or PlayoutKind.Merge)
        {
            Delays.Add(Buffer.Delay);
            Decoded.Add(BitConverter.ToInt32(step.Packet));
        }

        if (step.Kind == PlayoutKind.Merge)
            Decoded.Add(BitConverter.ToInt32(step.Second));
    }
}
