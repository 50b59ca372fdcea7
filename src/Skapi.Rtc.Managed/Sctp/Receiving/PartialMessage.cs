using System.Buffers;
using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>A message of which fragments have arrived.</summary>
/// <remarks>Fragments in their order go into one buffer. Those beyond a gap wait on their own.</remarks>
internal sealed class PartialMessage : IDisposable
{
    private readonly List<Fragment> _waiting = [];
    private byte[] _buffer = [];
    private int _length;
    private uint _next;
    private bool _hasFirst;

    /// <summary>The payload protocol identifier, known with the first fragment.</summary>
    public uint Ppid { get; private set; }

    /// <summary>The number of bytes that are held.</summary>
    public int BufferedBytes { get; private set; }

    /// <summary>Whether every fragment has arrived.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether the message is longer than allowed. Its bytes are dropped, but its fragments are still counted.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Adds a fragment that has not arrived before.</summary>
    public void Add(in DataHeader header, ReadOnlySpan<byte> payload, int maxLength)
    {
        BufferedBytes += payload.Length;
        IsTooLong |= BufferedBytes > maxLength;
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

    /// <summary>Returns the buffers to the pool.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);

        foreach (var fragment in _waiting)
            ArrayPool<byte>.Shared.Return(fragment.Payload);

        _buffer = [];
        _waiting.Clear();
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
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(payload.Length, 1));
        payload.CopyTo(bytes);
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
            Append(fragment.Payload.AsSpan(0, fragment.Length), fragment.IsLast);
            ArrayPool<byte>.Shared.Return(fragment.Payload);
        }

        _waiting.RemoveRange(0, used);
    }

    private readonly record struct Fragment(uint Number, bool IsLast, byte[] Payload, int Length);
}
