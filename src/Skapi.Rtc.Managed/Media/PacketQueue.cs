namespace Skapi.Rtc.Managed.Media;

/// <summary>Packets that wait to be sent. Those that are sent again come first.</summary>
internal sealed class PacketQueue : IDisposable
{
    private readonly Queue<OutgoingPacket> _again = new();
    private readonly Queue<OutgoingPacket> _pictures = new();

    /// <summary>The number of bytes that wait.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _again.Count == 0 && _pictures.Count == 0;

    /// <summary>Adds a packet behind the others of its kind.</summary>
    public void Add(in OutgoingPacket packet)
    {
        (packet.Kind == PacketKind.Picture ? _pictures : _again).Enqueue(packet);
        Bytes += packet.Length;
    }

    /// <summary>Takes the next packet.</summary>
    /// <returns>False if nothing waits.</returns>
    public bool TryTake(out OutgoingPacket packet)
    {
        if (!_again.TryDequeue(out packet) && !_pictures.TryDequeue(out packet))
            return false;

        Bytes -= packet.Length;
        return true;
    }

    /// <summary>Counts the bytes of pictures that may be dropped.</summary>
    /// <param name="stream">A stream.</param>
    /// <param name="isKeyFrameNext">Whether a key frame of the stream follows.</param>
    /// <returns>The bytes of all streams, and those of the stream.</returns>
    public (long All, long Own) CountDroppable(OutgoingStream stream, bool isKeyFrameNext)
    {
        var (all, own) = (0L, 0L);
        foreach (var packet in _pictures)
        {
            var isOwn = packet.Stream == stream;
            if (!packet.Stream.MayDrop(packet.Frame, isOwn && isKeyFrameNext))
                continue;

            all += packet.Length;
            own += isOwn ? packet.Length : 0;
        }

        return (all, own);
    }

    /// <summary>Drops the pictures of a stream that may be dropped.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="isKeyFrameNext">Whether a key frame of the stream follows.</param>
    /// <returns>Whether there were any.</returns>
    public bool DropPictures(OutgoingStream stream, bool isKeyFrameNext) => isKeyFrameNext
        ? Drop(_pictures, static (packet, of) => packet.Stream == of && of.MayDrop(packet.Frame, isKeyFrameNext: true), stream)
        : Drop(_pictures, static (packet, of) => packet.Stream == of && of.MayDrop(packet.Frame, isKeyFrameNext: false), stream);

    /// <summary>Drops everything of a stream.</summary>
    /// <returns>Whether there were pictures.</returns>
    public bool Drop(OutgoingStream stream)
    {
        Drop(_again, static (packet, of) => packet.Stream == of, stream);
        return Drop(_pictures, static (packet, of) => packet.Stream == of, stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (TryTake(out var packet))
            packet.Return();
    }

    private bool Drop(Queue<OutgoingPacket> queue, Func<OutgoingPacket, OutgoingStream, bool> isDropped, OutgoingStream stream)
    {
        var before = queue.Count;
        for (var left = before; left > 0; left--)
        {
            var packet = queue.Dequeue();
            if (isDropped(packet, stream))
            {
                Bytes -= packet.Length;
                packet.Return();
            }
            else
            {
                queue.Enqueue(packet);
            }
        }

        return queue.Count < before;
    }
}
