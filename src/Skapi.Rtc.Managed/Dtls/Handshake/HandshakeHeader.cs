using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The header of a fragment of a handshake message (RFC 6347, section 4.2.2).</summary>
/// <param name="Type">The message's type.</param>
/// <param name="Length">The number of bytes of the whole message.</param>
/// <param name="Sequence">The message's number.</param>
/// <param name="FragmentOffset">Where the fragment begins.</param>
/// <param name="FragmentLength">The number of bytes of the fragment.</param>
internal readonly record struct HandshakeHeader(
    HandshakeType Type, int Length, ushort Sequence, int FragmentOffset, int FragmentLength)
{
    /// <summary>The number of bytes of a header.</summary>
    public const int Size = 12;

    /// <summary>Reads a header.</summary>
    /// <returns>False if the header is cut off or contradicts itself.</returns>
    public static bool TryRead(ref WireReader reader, out HandshakeHeader header)
    {
        header = new HandshakeHeader(
            (HandshakeType)reader.ReadByte(), reader.ReadUInt24(), reader.ReadUInt16(), reader.ReadUInt24(), reader.ReadUInt24());
        return !reader.Failed && header.FragmentOffset + header.FragmentLength <= header.Length
            && header.FragmentLength <= reader.Remaining;
    }

    /// <summary>Writes the header.</summary>
    public void Write(ref WireWriter writer)
    {
        writer.WriteByte((byte)Type);
        writer.WriteUInt24(Length);
        writer.WriteUInt16(Sequence);
        writer.WriteUInt24(FragmentOffset);
        writer.WriteUInt24(FragmentLength);
    }
}
