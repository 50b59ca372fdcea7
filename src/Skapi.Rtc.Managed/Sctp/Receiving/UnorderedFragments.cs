using System.Buffers;
using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>
/// The fragments of a stream's unordered messages without interleaving. Nothing but consecutive TSNs tells which of them belong together
/// (RFC 9260, section 6.9).
/// </summary>
internal sealed class UnorderedFragments : IDisposable
{
    private readonly List<Fragment> _fragments = [];

    /// <summary>The number of bytes that are held.</summary>
    public int BufferedBytes { get; private set; }

    /// <summary>The number of fragments that are held.</summary>
    public int Count => _fragments.Count;

    /// <summary>Adds a fragment, and returns the message that it completes.</summary>
    /// <param name="header">The fragment's fields.</param>
    /// <param name="payload">The fragment's bytes.</param>
    /// <param name="message">The message in an array of its own.</param>
    /// <param name="ppid">The message's payload protocol identifier.</param>
    /// <returns>False if the message is not whole yet.</returns>
    public bool Add(in DataHeader header, ReadOnlySpan<byte> payload, out byte[] message, out uint ppid)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(payload.Length, 1));
        payload.CopyTo(bytes);
        var at = _fragments.Count;
        while (at > 0 && Serial.IsBefore(header.Tsn, _fragments[at - 1].Header.Tsn))
            at--;

        _fragments.Insert(at, new Fragment(header, bytes, payload.Length));
        BufferedBytes += payload.Length;

        message = [];
        ppid = 0;
        var first = FindEnd(at, -1, static fragment => fragment.Header.IsFirst);
        var last = FindEnd(at, 1, static fragment => fragment.Header.IsLast);
        if (first < 0 || last < 0)
            return false;

        ppid = _fragments[first].Header.Ppid;
        message = Join(first, last);
        Remove(first, last - first + 1);
        return true;
    }

    /// <summary>Drops the fragments up to a TSN: the sender abandoned the messages that they belong to.</summary>
    public void SkipTo(uint tsn)
    {
        var count = 0;
        while (count < _fragments.Count && Serial.IsUpTo(_fragments[count].Header.Tsn, tsn))
            count++;

        Remove(0, count);
    }

    /// <inheritdoc/>
    public void Dispose() => Remove(0, _fragments.Count);

    // Walks from a fragment over its neighbours, as long as their TSNs are consecutive.
    private int FindEnd(int at, int step, Func<Fragment, bool> isEnd)
    {
        while (!isEnd(_fragments[at]))
        {
            var next = at + step;
            if (next < 0 || next >= _fragments.Count || _fragments[next].Header.Tsn != _fragments[at].Header.Tsn + (uint)step)
                return -1;

            at = next;
        }

        return at;
    }

    private byte[] Join(int first, int last)
    {
        var length = 0;
        for (var i = first; i <= last; i++)
            length += _fragments[i].Length;

        var message = GC.AllocateUninitializedArray<byte>(length);
        var offset = 0;
        for (var i = first; i <= last; i++)
        {
            _fragments[i].Payload.AsSpan(0, _fragments[i].Length).CopyTo(message.AsSpan(offset));
            offset += _fragments[i].Length;
        }

        return message;
    }

    private void Remove(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            BufferedBytes -= _fragments[i].Length;
            ArrayPool<byte>.Shared.Return(_fragments[i].Payload);
        }

        _fragments.RemoveRange(first, count);
    }

    private readonly record struct Fragment(DataHeader Header, byte[] Payload, int Length);
}
