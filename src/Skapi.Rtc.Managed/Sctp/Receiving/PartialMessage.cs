using System.Buffers;
using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>A message of which fragments have arrived.</summary>
/// <remarks>Fragments in their order go into one buffer. Those beyond a gap wait on their own.</remarks>
internal sealed class PartialMessage : IDisposable
{
    // A fragment that waits costs memory beyond its payload. Counting it bounds what a flood of tiny fragments takes.
    private const int Overhead = 64;

    private readonly List<Fragment> _waiting = [];
    private long _received;
    private int _waitingBytes;
    private byte[] _buffer = [];
    private int _length;
    private uint _next;
    private bool _hasFirst;

    /// <summary>The payload protocol identifier, known with the first fragment.</summary>
    public uint Ppid { get; private set; }

    /// <summary>The cost of what is held, in bytes.</summary>
    public int BufferedBytes => _length + _waitingBytes + Overhead * _waiting.Count;

    /// <summary>Whether every fragment has arrived.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether the message is longer than allowed. Its bytes are dropped, but its fragments are still counted.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Adds a fragment that has not arrived before.</summary>
    public void Add(in DataHeader header, ReadOnlySpan<byte> payload, int maxLength)
    {
        _received += payload.Length;
        if (!IsTooLong && _received > maxLength)
            Drop();

        if (header.IsFirst && !_hasFirst)
        {
            _hasFirst = true;
            _next = header.FragmentNumber;
            Ppid = header.Ppid;
        }

        if (!_hasFirst || header.FragmentNumber != _next)
        {
            InsertWaiting(header, payload);
            return;
        }

        Append(payload, header.IsLast);
        AppendWaiting();
    }

    /// <summary>Copies the whole message into an array of its own.</summary>
    public byte[] ToMessage()
    {
        var message = GC.AllocateUninitializedArray<byte>(_length);
        _buffer.AsSpan(0, _length).CopyTo(message);
        return message;
    }

    /// <summary>Returns the buffers to the pool. The object is then as if it were new.</summary>
    public void Dispose()
    {
        ReturnBuffer();
        foreach (var fragment in _waiting)
            ArrayPool<byte>.Shared.Return(fragment.Payload);

        _waiting.Clear();
        (_received, _waitingBytes, _next, _hasFirst) = (0, 0, 0, false);
        (Ppid, IsWhole, IsTooLong) = (0, false, false);
    }

    private void Drop()
    {
        IsTooLong = true;
        ReturnBuffer();
        for (var i = 0; i < _waiting.Count; i++)
            _waiting[i] = _waiting[i] with { Length = 0 };

        _waitingBytes = 0;
    }

    private void ReturnBuffer()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);

        _buffer = [];
        _length = 0;
    }

    private void Append(ReadOnlySpan<byte> payload, bool isLast)
    {
        _next++;
        IsWhole = isLast;
        if (IsTooLong)
            return;

        if (_length + payload.Length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + payload.Length, 2 * _buffer.Length));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            if (_buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(_buffer);

            _buffer = larger;
        }

        payload.CopyTo(_buffer.AsSpan(_length));
        _length += payload.Length;
    }

    private void InsertWaiting(in DataHeader header, ReadOnlySpan<byte> payload)
    {
        // The bytes of a message that is too long are not kept, but its fragments are still counted.
        if (IsTooLong)
            payload = default;

        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(payload.Length, 1));
        payload.CopyTo(bytes);
        _waitingBytes += payload.Length;
        var at = _waiting.Count;
        while (at > 0 && Serial.IsBefore(header.FragmentNumber, _waiting[at - 1].Number))
            at--;

        _waiting.Insert(at, new Fragment(header.FragmentNumber, header.IsLast, bytes, payload.Length));
    }

    private void AppendWaiting()
    {
        var used = 0;
        while (used < _waiting.Count && _waiting[used].Number == _next)
        {
            var fragment = _waiting[used++];
            _waitingBytes -= fragment.Length;
            Append(fragment.Payload.AsSpan(0, fragment.Length), fragment.IsLast);
            ArrayPool<byte>.Shared.Return(fragment.Payload);
        }

        _waiting.RemoveRange(0, used);
    }

    private readonly record struct Fragment(uint Number, bool IsLast, byte[] Payload, int Length);
}
