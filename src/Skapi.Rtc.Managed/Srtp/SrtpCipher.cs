namespace Skapi.Rtc.Managed.Srtp;

/// <summary>Protects the packets of one direction, without knowing which of them were sent before. Not safe for concurrent use.</summary>
/// <remarks>
/// Packets are changed in place, so a packet costs no allocation. Under one key, an index of a source must not be used for two different
/// packets.
/// </remarks>
internal abstract class SrtpCipher : IDisposable
{
    /// <summary>The number of bytes of an RTCP header that are not encrypted: up to the sender's source.</summary>
    public const int RtcpHeaderSize = 8;

    /// <summary>The bit before the index of an RTCP packet that says that the packet is encrypted.</summary>
    protected const uint EncryptedFlag = 0x8000_0000;

    /// <summary>The number of bytes that protection adds to an RTP packet.</summary>
    public abstract int RtpOverhead { get; }

    /// <summary>The number of bytes that protection adds to an RTCP packet.</summary>
    public int RtcpOverhead => RtpOverhead + sizeof(uint);

    /// <summary>Where the word with the index is, from the end of a protected RTCP packet.</summary>
    public abstract int RtcpIndexFromEnd { get; }

    /// <summary>Protects an RTP packet.</summary>
    /// <param name="packet">The packet, followed by room for <see cref="RtpOverhead"/> bytes.</param>
    /// <param name="headerLength">The number of bytes of its header, which are not encrypted.</param>
    /// <param name="ssrc">Its source.</param>
    /// <param name="index">Its index: the roll-over counter and the sequence number.</param>
    public abstract void ProtectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index);

    /// <summary>Verifies and decrypts an RTP packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="headerLength">The number of bytes of its header.</param>
    /// <param name="ssrc">Its source.</param>
    /// <param name="index">Its index.</param>
    /// <returns>
    /// False if the packet was not made with the keys of this session. Its bytes are then undefined beyond the header, and it is dropped.
    /// </returns>
    public abstract bool TryUnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index);

    /// <summary>Protects a compound RTCP packet.</summary>
    /// <param name="packet">The packet, followed by room for <see cref="RtcpOverhead"/> bytes.</param>
    /// <param name="ssrc">The source of its first part.</param>
    /// <param name="index">Its index, of 31 bits.</param>
    public abstract void ProtectRtcp(Span<byte> packet, uint ssrc, uint index);

    /// <summary>Verifies and decrypts a compound RTCP packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="ssrc">The source of its first part.</param>
    /// <param name="index">Its index, of 31 bits, from the packet itself.</param>
    /// <returns>False if the packet was not made with the keys of this session or is not encrypted.</returns>
    public abstract bool TryUnprotectRtcp(Span<byte> packet, uint ssrc, uint index);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Zeroes the keys.</summary>
    protected abstract void Dispose(bool disposing);
}
