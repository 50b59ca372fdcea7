using System.Buffers;

namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>A message that waits to be sent or acknowledged. Objects and buffers are used again.</summary>
internal sealed class OutgoingMessage
{
    private byte[] _buffer = [];

    /// <summary>How the message is sent.</summary>
    public SendOptions Options { get; private set; }

    /// <summary>When the message expires, or null if it does not.</summary>
    public TimeSpan? ExpiresAt { get; private set; }

    /// <summary>The message's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>The number of bytes of the buffer, which the object keeps for the next message.</summary>
    public int Capacity => _buffer.Length;

    /// <summary>The number of bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The number of bytes that were sent at least once.</summary>
    public int SentBytes { get; set; }

    /// <summary>The message's number in its stream, assigned with the first fragment.</summary>
    public uint MessageId { get; set; }

    /// <summary>The number of fragments that were sent.</summary>
    public uint Fragments { get; set; }

    /// <summary>The number of fragments that are outstanding.</summary>
    public int Outstanding { get; set; }

    /// <summary>Whether the message is not sent any more.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Whether the message is in the queue of its stream.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether nothing of the message is left to be sent for the first time.</summary>
    public bool IsSent => SentBytes == Length || IsAbandoned;

    /// <summary>Fills the object.</summary>
    public void Fill(in SendOptions options, ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Options = options;
        ExpiresAt = options.Lifetime is { } lifetime ? now + lifetime : null;
        if (_buffer.Length < bytes.Length)
        {
            Release();
            _buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        }

        bytes.CopyTo(_buffer);
        Length = bytes.Length;
        SentBytes = 0;
        MessageId = 0;
        Fragments = 0;
        Outstanding = 0;
        IsAbandoned = false;
    }

    /// <summary>Returns the buffer to the pool.</summary>
    public void Release()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);

        _buffer = [];
    }
}
