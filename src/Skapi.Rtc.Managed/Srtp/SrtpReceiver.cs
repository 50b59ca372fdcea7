using System.Buffers.Binary;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Srtp;

/// <summary>Verifies and decrypts what the other side sends, and drops what it sent before.</summary>
/// <remarks>No input throws. A packet changes something only after it was verified, so a forged one costs no memory.</remarks>
/// <param name="cipher">The protection. It belongs to the caller.</param>
internal sealed class SrtpReceiver(SrtpCipher cipher)
{
    /// <summary>The maximum number of sources. Packets of further ones are dropped.</summary>
    public const int MaxSources = 512;

    private const uint IndexMask = 0x7FFF_FFFF;

    private readonly Dictionary<uint, Source> _rtp = [];
    private readonly Dictionary<uint, ReplayWindow> _rtcp = [];

    /// <summary>The number of packets that were dropped because they were forged, repeated, too old, or of one source too many.</summary>
    public long Dropped { get; private set; }

    /// <summary>Verifies and decrypts an RTP packet in place.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="length">The number of bytes of the decrypted packet.</param>
    /// <returns>False if the packet has to be dropped.</returns>
    public bool TryUnprotectRtp(Span<byte> packet, out int length)
    {
        length = packet.Length - cipher.RtpOverhead;
        if (RtpHeader.TryRead(packet, out var header) && TryOpenRtp(packet, header))
            return true;

        Dropped++;
        return false;
    }

    /// <summary>Verifies and decrypts a compound RTCP packet in place.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="length">The number of bytes of the decrypted packet.</param>
    /// <returns>False if the packet has to be dropped.</returns>
    public bool TryUnprotectRtcp(Span<byte> packet, out int length)
    {
        length = packet.Length - cipher.RtcpOverhead;
        if (length >= SrtpCipher.RtcpHeaderSize && TryOpenRtcp(packet))
            return true;

        Dropped++;
        return false;
    }

    private bool TryOpenRtp(Span<byte> packet, RtpHeader header)
    {
        var isKnown = _rtp.TryGetValue(header.Ssrc, out var source);
        var index = isKnown ? PacketIndex.Nearest(source!.Highest, header.Sequence) : header.Sequence;
        if (isKnown ? !source!.Window.Accepts(index) : _rtp.Count >= MaxSources)
            return false;

        if (!cipher.TryUnprotectRtp(packet, header.Length, header.Ssrc, index))
            return false;

        if (!isKnown)
            _rtp.Add(header.Ssrc, source = new Source());

        source!.Window.Add(index);
        source.Highest = Math.Max(source.Highest, index);
        return true;
    }

    private bool TryOpenRtcp(Span<byte> packet)
    {
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        var index = BinaryPrimitives.ReadUInt32BigEndian(packet[^cipher.RtcpIndexFromEnd..]) & IndexMask;
        var isKnown = _rtcp.TryGetValue(ssrc, out var window);
        if (isKnown ? !window!.Accepts(index) : _rtcp.Count >= MaxSources)
            return false;

        if (!cipher.TryUnprotectRtcp(packet, ssrc, index))
            return false;

        if (!isKnown)
            _rtcp.Add(ssrc, window = new ReplayWindow());

        window!.Add(index);
        return true;
    }

    private sealed class Source
    {
        public ReplayWindow Window { get; } = new();

        public ulong Highest { get; set; }
    }
}
