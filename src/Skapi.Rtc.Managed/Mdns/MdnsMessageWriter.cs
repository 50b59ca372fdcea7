using System.Net;
using System.Net.Sockets;
using System.Text;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>Writes multicast DNS messages (RFC 6762, section 18).</summary>
internal static class MdnsMessageWriter
{
    // RFC 6762, section 10: records that contain a host's name or address live for two minutes.
    private const uint Lifetime = 120;

    // RFC 6762, section 6.7: a simple resolver does not notice changes, so it keeps an answer for a short time.
    private const uint SimpleLifetime = 10;

    private const int MaxMessage = 512;
    private const ushort ReplacesOthers = 0x8000;

    /// <summary>Writes a query for the addresses of a name.</summary>
    public static byte[] WriteQuery(string name)
    {
        var writer = new WireWriter(new byte[MaxMessage]);
        WriteHeader(ref writer, id: 0, flags: 0, questions: 2, answers: 0);
        foreach (var type in (ReadOnlySpan<MdnsRecordType>)[MdnsRecordType.A, MdnsRecordType.Aaaa])
            WriteQuestion(ref writer, name, type);

        return writer.Written.ToArray();
    }

    /// <summary>Writes the address of a name, for all that listen.</summary>
    public static byte[] WriteResponse(string name, IPAddress address)
    {
        var writer = new WireWriter(new byte[MaxMessage]);
        WriteHeader(ref writer, id: 0, MdnsMessage.ResponseFlags, questions: 0, answers: 1);
        WriteAddress(ref writer, name, address, MdnsMessage.InternetClass | ReplacesOthers, Lifetime);
        return writer.Written.ToArray();
    }

    /// <summary>Writes the answer to a simple resolver, which asks from another port than that of mDNS (RFC 6762, section 6.7).</summary>
    public static byte[] WriteSimpleResponse(ushort id, MdnsQuestion question, IPAddress address)
    {
        var writer = new WireWriter(new byte[MaxMessage]);
        WriteHeader(ref writer, id, MdnsMessage.ResponseFlags, questions: 1, answers: 1);
        WriteQuestion(ref writer, question.Name, question.Type);
        WriteAddress(ref writer, question.Name, address, MdnsMessage.InternetClass, SimpleLifetime);
        return writer.Written.ToArray();
    }

    private static void WriteHeader(ref WireWriter writer, ushort id, ushort flags, int questions, int answers)
    {
        writer.WriteUInt16(id);
        writer.WriteUInt16(flags);
        writer.WriteUInt16(questions);
        writer.WriteUInt16(answers);
        writer.WriteUInt32(0);
    }

    private static void WriteQuestion(ref WireWriter writer, string name, MdnsRecordType type)
    {
        WriteName(ref writer, name);
        writer.WriteUInt16((int)type);
        writer.WriteUInt16(MdnsMessage.InternetClass);
    }

    private static void WriteAddress(ref WireWriter writer, string name, IPAddress address, int kind, uint lifetime)
    {
        WriteName(ref writer, name);
        var type = address.AddressFamily == AddressFamily.InterNetwork ? MdnsRecordType.A : MdnsRecordType.Aaaa;
        writer.WriteUInt16((int)type);
        writer.WriteUInt16(kind);
        writer.WriteUInt32(lifetime);
        writer.WriteVector16(address.GetAddressBytes());
    }

    private static void WriteName(ref WireWriter writer, string name)
    {
        foreach (var label in name.Split('.'))
            writer.WriteVector8(Encoding.Latin1.GetBytes(label));

        writer.WriteByte(0);
    }
}
