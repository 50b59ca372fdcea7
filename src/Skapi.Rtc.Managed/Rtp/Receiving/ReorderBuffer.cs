using System.Buffers;
using System.Numerics;

namespace Skapi.Rtc.Managed.Rtp.Receiving;

/// <summary>Puts the packets of one source into order, and waits a limited time for those that are missing.</summary>
/// <param name="budget">Limits the bytes that wait.</param>
internal sealed class ReorderBuffer(BufferBudget budget) : IDisposable
{
    /// <summary>The maximum distance of two packets that wait.</summary>
    public const int Capacity = 2048;

    // What a packet costs beside its payload, so that empty ones are not free.
    private const int PacketCost = 64;

    // It grows with the distance of the packets that wait, which is small on a good network.
    private BufferedPacket?[] _slots = new BufferedPacket?[16];
    private ulong _next;
    private ulong _end;
    private int _count;
    private bool _hasStarted;
    private bool _hasTaken;
    private ulong _abandonedBefore;

    // Packets before the first one may be missing, too.
    private bool _hasGap = true;
    private TimeSpan _waitsSince;

    /// <summary>The maximum time to wait for packets before the first one, if it does not begin a frame.</summary>
    public TimeSpan MaxStartWait { get; init; }

    /// <summary>The maximum time to wait for a missing packet.</summary>
    public TimeSpan MaxWait { get; set; }

    /// <summary>The index of the packet that is taken next.</summary>
    public ulong Next => _next;

    /// <summary>When a missing packet has been waited for long enough, or null if none is.</summary>
    public TimeSpan? NextTimeout => _count > 0 ? WaitsUntil : null;

    private TimeSpan WaitsUntil => _waitsSince + (_hasTaken ? MaxWait : MaxStartWait);

    /// <summary>Adds a packet.</summary>
    /// <param name="index">Its extended sequence number.</param>
    /// <param name="header">Its header.</param>
    /// <param name="payload">Its payload, which is copied.</param>
    /// <param name="canBegin">Whether a frame can begin with it, so that the stream can begin with it, too.</param>
    /// <param name="now">The current time.</param>
    /// <returns>False if it is dropped: it was received before, it is too late, or too many bytes wait.</returns>
    public bool Add(ulong index, RtpHeader header, ReadOnlySpan<byte> payload, bool canBegin, TimeSpan now)
    {
        if (!_hasStarted)
            (_hasStarted, _next, _end) = (true, index, index);
        else if (!_hasTaken && index < _next && _end - index <= Capacity)
            MoveStart(index);
        else if (index < _next && _next - index <= Capacity)
            return false;
        else if (index < _next || index - _next >= Capacity)
            Restart(index);

        if (index - _next >= (ulong)_slots.Length)
            Grow(index - _next + 1);

        ref var slot = ref SlotOf(index);
        if (slot is not null || !budget.TryReserve(payload.Length + PacketCost))
            return false;

        var buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(buffer);
        slot = new BufferedPacket(index, header.PayloadType, header.Timestamp, header.Marker, buffer, payload.Length)
        {
            Arrival = now, CanBegin = canBegin,
        };
        if (_count++ == 0)
            _waitsSince = now;

        _end = Math.Max(_end, index + 1);
        return true;
    }

    /// <summary>Takes the next packet. The caller returns its buffer.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="isAfterGap">Whether packets before it are missing for good. True for the first packet.</param>
    public bool TryTake(TimeSpan now, out BufferedPacket packet, out bool isAfterGap)
    {
        packet = default;
        isAfterGap = false;
        if (_count == 0)
            return false;

        // Packets that begin the stream may have been overtaken.
        if (!_hasTaken && SlotOf(_next) is { CanBegin: false } && now < WaitsUntil)
            return false;

        if (SlotOf(_next) is null)
        {
            if (now < WaitsUntil && _next >= _abandonedBefore)
                return false;

            _hasGap = true;
            while (SlotOf(_next) is null)
                _next++;
        }

        _hasTaken = true;
        packet = Remove(_next++);
        (isAfterGap, _hasGap) = (_hasGap, false);

        // The next missing packet has been waited for since the one behind it arrived, so the waiting times of several do not add up.
        if (_count > 0 && SlotOf(_next) is null)
            _waitsSince = ArrivalBehindGap();

        return true;
    }

    /// <summary>Waits no longer for packets that are missing before an index.</summary>
    public void Abandon(ulong before) => _abandonedBefore = before;

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var index = _next; _count > 0 && index < _end; index++)
        {
            if (SlotOf(index) is not null)
                Remove(index).Return();
        }
    }

    // The source started again, or so much is missing that nothing of before can be continued.
    private void Restart(ulong index)
    {
        Dispose();
        (_next, _end, _hasGap) = (index, index, true);
    }

    private void MoveStart(ulong index)
    {
        if (_end - index > (ulong)_slots.Length)
            Grow(_end - index);

        _next = index;
    }

    private TimeSpan ArrivalBehindGap()
    {
        for (var index = _next; ; index++)
        {
            if (SlotOf(index) is { } packet)
                return packet.Arrival;
        }
    }

    private ref BufferedPacket? SlotOf(ulong index) => ref _slots[(int)(index % (ulong)_slots.Length)];

    private void Grow(ulong size)
    {
        var slots = new BufferedPacket?[(int)BitOperations.RoundUpToPowerOf2(size)];
        for (var index = _next; index < _end; index++)
            slots[(int)(index % (ulong)slots.Length)] = SlotOf(index);

        _slots = slots;
    }

    private BufferedPacket Remove(ulong index)
    {
        ref var slot = ref SlotOf(index);
        var packet = slot!.Value;
        slot = null;
        _count--;
        budget.Release(packet.Length + PacketCost);
        return packet;
    }
}
