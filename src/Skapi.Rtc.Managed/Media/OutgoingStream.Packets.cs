using System.Buffers;
using System.Buffers.Binary;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Rtp.Sending;
using Skapi.Rtc.Rtp;

namespace Skapi.Rtc.Managed.Media;

/// <content>The packets: how they are built, and what they get when they leave.</content>
internal sealed partial class OutgoingStream
{
    // What a packet has beside the payload: the header and its extensions.
    private const int MaxHeader = 64 + byte.MaxValue;

    /// <summary>A packet leaves: it gets its sequence number, and is kept.</summary>
    public void Complete(in OutgoingPacket packet)
    {
        var target = packet.Buffer.AsSpan(sizeof(ushort));
        switch (packet.Kind)
        {
            case PacketKind.Sound or PacketKind.Picture:
                BinaryPrimitives.WriteUInt16BigEndian(target, _sequence);
                Keep(packet.Buffer.AsSpan(0, packet.Length), packet.Format);
                _sequence++;
                Packets++;
                Bytes += packet.PayloadLength;
                Frames += packet.IsFrameEnd ? 1 : 0;
                SendingFrame = packet.Frame;
                _retransmissionCredit = Math.Min(_retransmissionCredit + packet.Length, MaxCredit);
                break;
            case PacketKind.Retransmission or PacketKind.Padding:
                BinaryPrimitives.WriteUInt16BigEndian(target, _retransmissionSequence++);
                break;
            default:
                // Not a byte of a repetition may change.
                break;
        }
    }

    /// <summary>Creates a packet without content, in the stream of packets that are sent again.</summary>
    /// <param name="format">The format of the latest packet.</param>
    /// <param name="extension">The number of the extension with the transport-wide sequence number.</param>
    /// <param name="overhead">The number of bytes that protection adds.</param>
    /// <param name="packet">The packet.</param>
    /// <returns>False if there is no such stream.</returns>
    public bool TryCreatePadding(MediaFormat format, int? extension, int overhead, out OutgoingPacket packet)
    {
        packet = default;
        if (format.RetransmissionType is not { } type || extension is not { } number || _latest is not { } latest)
            return false;

        var buffer = ArrayPool<byte>.Shared.Rent(MaxHeader + byte.MaxValue + overhead);
        new RtpHeader { PayloadType = type, Timestamp = latest.Timestamp, Ssrc = RetransmissionSsrc }.Write(buffer, hasExtensions: true);
        buffer[0] |= RtpHeader.PaddingFlag;
        var writer = new HeaderExtensionWriter(
            buffer.AsSpan(RtpHeader.FixedSize), HeaderExtensions.IsOneByte(number, sizeof(ushort)));
        var position = RtpHeader.FixedSize + writer.Write(number, [0, 0]);
        var length = RtpHeader.FixedSize + writer.Complete();
        buffer.AsSpan(length, byte.MaxValue).Clear();
        length += byte.MaxValue;
        buffer[length - 1] = byte.MaxValue;
        packet = new OutgoingPacket(this, PacketKind.Padding, format, buffer, length) { TransportSequenceAt = position };
        return true;
    }

    private OutgoingPacket CreatePacket(
        int overhead, ref RtpPayloadSplitter payloads, MediaFormat format, uint timestamp, ExtensionNumbers extensions, byte[] mid)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxHeader + payloads.NextLength + overhead);
        var length = RtpHeader.FixedSize;
        var transportSequence = format.HasTransportFeedback ? extensions.TransportSequence : null;
        var transportSequenceAt = 0;
        var hasExtensions = extensions.Mid is not null || transportSequence is not null;
        if (hasExtensions)
        {
            var writer = new HeaderExtensionWriter(buffer.AsSpan(length), IsOneByte(extensions.Mid, transportSequence, mid));
            if (transportSequence is { } sequence)
                transportSequenceAt = length + writer.Write(sequence, [0, 0]);
            if (extensions.Mid is { } number)
                writer.Write(number, mid);

            length += writer.Complete();
        }

        var payloadLength = payloads.WriteNext(buffer.AsSpan(length));
        var header = new RtpHeader
        {
            Marker = payloads.IsEnd && format.Format.Channels is null,
            PayloadType = format.PayloadType,
            Timestamp = timestamp,
            Ssrc = Ssrc,
        };
        header.Write(buffer, hasExtensions);
        TransportExtension = transportSequence;
        return new OutgoingPacket(this, KindOf(format), format, buffer, length + payloadLength)
        {
            PayloadLength = payloadLength,
            TransportSequenceAt = transportSequenceAt,
            Frame = _frame,
            IsFrameEnd = payloads.IsEnd,
        };
    }

    private static PacketKind KindOf(MediaFormat format) =>
        format.Format.Kind == MediaKind.Audio ? PacketKind.Sound : PacketKind.Picture;

    private static bool IsOneByte(int? midNumber, int? transportSequence, byte[] mid) =>
        (midNumber is not { } number || HeaderExtensions.IsOneByte(number, mid.Length))
        && (transportSequence is not { } sequence || HeaderExtensions.IsOneByte(sequence, sizeof(ushort)));

    // A packet that is sent again must be among the latest ones: SRTP derives the index of one that is older than half a round of the
    // sequence numbers as that of a packet still to come, and would protect both with one key stream (RFC 3711, section 9.1).
    private void Keep(ReadOnlySpan<byte> packet, MediaFormat format)
    {
        if (format.HasNack)
        {
            (_sent ??= new SentPackets()).Add(_sequence, packet, format.RetransmissionType);
            return;
        }

        _sent?.Dispose();
        _sent = null;
    }

    // RFC 4588, section 4: the sequence number of the original packet comes before its payload. The type is that of the packet's own
    // format, which need not be the latest one.
    private OutgoingPacket CopyOf(int overhead, ReadOnlySpan<byte> packet, byte? retransmissionType)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(packet.Length + sizeof(ushort) + overhead);
        packet.CopyTo(buffer);
        if (retransmissionType is not { } type || !RtpHeader.TryRead(packet, out var header))
        {
            return new OutgoingPacket(this, PacketKind.Repetition, Format!, buffer, packet.Length)
            {
                TransportSequenceAt = PositionIn(packet),
            };
        }

        (header with { PayloadType = type, Ssrc = RetransmissionSsrc }).Write(buffer, header.ExtensionProfile != 0);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(header.Length), header.Sequence);
        packet[header.Length..].CopyTo(buffer.AsSpan(header.Length + sizeof(ushort)));
        return new OutgoingPacket(this, PacketKind.Retransmission, Format!, buffer, packet.Length + sizeof(ushort))
        {
            TransportSequenceAt = PositionIn(packet),
        };
    }

    private int PositionIn(ReadOnlySpan<byte> packet) =>
        TransportExtension is { } number && RtpHeader.TryRead(packet, out var header)
        && HeaderExtensions.TryFind(header.ExtensionProfile, header.ExtensionsOf(packet), number, out var value)
        && value.Length == sizeof(ushort) && packet.Overlaps(value, out var position)
            ? position
            : 0;
}
