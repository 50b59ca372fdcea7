using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>A multicast DNS message that was received (RFC 6762, RFC 1035), as far as addresses need it.</summary>
internal sealed class MdnsMessage
{
    /// <summary>The number of bytes of a message's header.</summary>
    public const int HeaderSize = 12;

    /// <summary>The flags of a response: it is one, and it is authoritative.</summary>
    public const ushort ResponseFlags = 0x8400;

    /// <summary>The class of internet records.</summary>
    public const ushort InternetClass = 1;

    // The most significant bit of the class asks for a unicast answer, or says that the record replaces others (RFC 6762, section 18).
    private const int ClassMask = 0x7FFF;
    private const int MaxRecords = 64;
    private const int MaxNameLength = 255;
    private const int MaxLabel = 63;
    private const int MaxPointers = 8;

    private readonly List<MdnsQuestion> _questions = [];
    private readonly List<MdnsAddress> _addresses = [];

    private MdnsMessage()
    {
    }

    /// <summary>The identifier, which a response to a simple resolver repeats.</summary>
    public ushort Id { get; private set; }

    /// <summary>Whether the message answers and does not ask.</summary>
    public bool IsResponse { get; private set; }

    /// <summary>The questions for addresses.</summary>
    public IReadOnlyList<MdnsQuestion> Questions => _questions;

    /// <summary>The addresses that the message tells.</summary>
    public IReadOnlyList<MdnsAddress> Addresses => _addresses;

    /// <summary>Reads a message.</summary>
    /// <returns>False if the datagram is malformed or has more records than a message for addresses needs.</returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out MdnsMessage? message)
    {
        message = null;
        var reader = new WireReader(datagram);
        var id = reader.ReadUInt16();
        var flags = reader.ReadUInt16();
        var questions = reader.ReadUInt16();
        var records = reader.ReadUInt16() + reader.ReadUInt16() + reader.ReadUInt16();
        if (reader.Failed || questions + records > MaxRecords)
            return false;

        var read = new MdnsMessage { Id = id, IsResponse = (flags & 0x8000) != 0 };
        var offset = HeaderSize;
        for (; questions > 0; questions--)
        {
            if (!read.TryReadQuestion(datagram, ref offset))
                return false;
        }

        for (; records > 0; records--)
        {
            if (!read.TryReadRecord(datagram, ref offset))
                return false;
        }

        message = read;
        return true;
    }

    private bool TryReadQuestion(ReadOnlySpan<byte> datagram, ref int offset)
    {
        if (!TryReadName(datagram, ref offset, out var name))
            return false;

        var reader = new WireReader(datagram[offset..]);
        var type = (MdnsRecordType)reader.ReadUInt16();
        var kind = reader.ReadUInt16() & ClassMask;
        if (reader.Failed)
            return false;

        offset = datagram.Length - reader.Remaining;
        if (kind == InternetClass && type is MdnsRecordType.A or MdnsRecordType.Aaaa or MdnsRecordType.Any)
            _questions.Add(new MdnsQuestion(name, type));

        return true;
    }

    private bool TryReadRecord(ReadOnlySpan<byte> datagram, ref int offset)
    {
        if (!TryReadName(datagram, ref offset, out var name))
            return false;

        var reader = new WireReader(datagram[offset..]);
        var type = (MdnsRecordType)reader.ReadUInt16();
        var kind = reader.ReadUInt16() & ClassMask;
        var lifetime = reader.ReadUInt32();
        var data = reader.ReadVector16();
        if (reader.Failed)
            return false;

        offset = datagram.Length - reader.Remaining;
        var length = type switch { MdnsRecordType.A => 4, MdnsRecordType.Aaaa => 16, _ => -1 };

        // A lifetime of zero says that the record is gone (RFC 6762, section 10.1).
        if (kind == InternetClass && lifetime > 0 && data.Length == length)
            _addresses.Add(new MdnsAddress(name, new IPAddress(data)));

        return true;
    }

    // A name is a list of labels, and may end with a pointer to another place of the message (RFC 1035, section 4.1.4).
    private static bool TryReadName(ReadOnlySpan<byte> datagram, ref int offset, out string name)
    {
        name = "";
        var text = new StringBuilder();
        var (at, pointers) = (offset, 0);
        while (at < datagram.Length)
        {
            int length = datagram[at++];
            if (length > MaxLabel)
            {
                if (length < 0xC0 || at >= datagram.Length || ++pointers > MaxPointers)
                    return false;

                if (pointers == 1)
                    offset = at + 1;

                at = ((length & 0x3F) << 8) | datagram[at];
                continue;
            }

            if (length == 0)
            {
                offset = pointers == 0 ? at : offset;
                name = text.ToString();
                return true;
            }

            if (at + length > datagram.Length || text.Length + length + 1 > MaxNameLength)
                return false;

            if (text.Length > 0)
                text.Append('.');

            text.Append(Encoding.Latin1.GetString(datagram.Slice(at, length)));
            at += length;
        }

        return false;
    }
}
