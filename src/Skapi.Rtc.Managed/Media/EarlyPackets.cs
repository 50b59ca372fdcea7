namespace Skapi.Rtc.Managed.Media;

/// <summary>Packets that came before their section was negotiated, or before the app knows its track. A limited number is kept.</summary>
internal sealed class EarlyPackets
{
    private const int MaxPackets = 512;
    private const int MaxBytes = 1024 * 1024;

    private readonly Queue<(byte[] Packet, TimeSpan At)> _packets = new();
    private int _bytes;

    /// <summary>The number of packets.</summary>
    public int Count => _packets.Count;

    /// <summary>Keeps a packet, which is copied. A packet that is too much is dropped.</summary>
    public void Add(ReadOnlySpan<byte> packet, TimeSpan at)
    {
        if (_packets.Count >= MaxPackets || _bytes + packet.Length > MaxBytes)
            return;

        _packets.Enqueue((packet.ToArray(), at));
        _bytes += packet.Length;
    }

    /// <summary>Takes the first packet and the time when it arrived.</summary>
    /// <returns>False if there are no packets.</returns>
    public bool TryTake(out byte[] packet, out TimeSpan at)
    {
        if (!_packets.TryDequeue(out var early))
        {
            (packet, at) = ([], default);
            return false;
        }

        (packet, at) = early;
        _bytes -= packet.Length;
        return true;
    }
}
