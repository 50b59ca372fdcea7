namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>The fragments between the cumulative acknowledgement and the last one sent, found by their TSN.</summary>
/// <param name="firstTsn">The first TSN that is used.</param>
internal sealed class ChunkRing(uint firstTsn)
{
    private SentChunk[] _chunks = new SentChunk[16];

    /// <summary>The TSN of the first fragment.</summary>
    public uint First { get; private set; } = firstTsn;

    /// <summary>The TSN of the next fragment.</summary>
    public uint Next { get; private set; } = firstTsn;

    /// <summary>The number of fragments.</summary>
    public int Count => (int)(Next - First);

    /// <summary>The fragment with a TSN from <see cref="First"/> to before <see cref="Next"/>.</summary>
    public ref SentChunk this[uint tsn] => ref _chunks[tsn & (uint)(_chunks.Length - 1)];

    /// <summary>Adds the next fragment.</summary>
    public void Add(in SentChunk chunk)
    {
        if (Count == _chunks.Length)
            Grow();

        this[Next] = chunk;
        Next++;
    }

    /// <summary>Removes the first fragment.</summary>
    public void RemoveFirst()
    {
        this[First] = default;
        First++;
    }

    private void Grow()
    {
        var old = _chunks;
        _chunks = new SentChunk[2 * old.Length];
        for (var tsn = First; tsn != Next; tsn++)
            this[tsn] = old[tsn & (uint)(old.Length - 1)];
    }
}
