using System.Buffers.Binary;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>Cuts a TCP stream into STUN messages and data of channels (RFC 8656, section 12.5), without their padding.</summary>
internal sealed class StreamFramer : MessageFramer
{
    /// <summary>The maximum number of bytes of a message: what a 16-bit length allows, with header and padding.</summary>
    public const int MaxMessage = StunMessage.HeaderSize + 65_536;

    /// <inheritdoc/>
    protected override int MaxLength => MaxMessage;

    /// <inheritdoc/>
    protected override int Measure(ReadOnlySpan<byte> begun)
    {
        if (begun.Length < ChannelData.HeaderSize)
            return ChannelData.HeaderSize;

        if (ChannelData.IsChannelData(begun))
            return ChannelData.Pad(ChannelData.LengthOf(begun));

        var length = BinaryPrimitives.ReadUInt16BigEndian(begun[2..]);
        IsBroken = begun[0] >= 4 || length % 4 != 0;
        return StunMessage.HeaderSize + length;
    }

    /// <inheritdoc/>
    protected override Span<byte> ContentOf(Span<byte> message) =>
        ChannelData.IsChannelData(message) ? message[..ChannelData.LengthOf(message)] : message;
}
