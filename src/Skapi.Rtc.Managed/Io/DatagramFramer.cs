using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Cuts a TCP stream into datagrams, each with its length in front (RFC 4571, section 2).</summary>
internal sealed class DatagramFramer : MessageFramer
{
    /// <summary>The number of bytes of a length.</summary>
    public const int HeaderSize = sizeof(ushort);

    /// <inheritdoc/>
    protected override int MaxLength => HeaderSize + ushort.MaxValue;

    /// <inheritdoc/>
    protected override int Measure(ReadOnlySpan<byte> begun) =>
        begun.Length < HeaderSize ? HeaderSize : HeaderSize + BinaryPrimitives.ReadUInt16BigEndian(begun);

    /// <inheritdoc/>
    protected override Span<byte> ContentOf(Span<byte> message) => message[HeaderSize..];
}
