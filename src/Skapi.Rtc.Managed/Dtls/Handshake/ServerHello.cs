using System.Diagnostics.CodeAnalysis;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The server's choice of parameters (RFC 5246, section 7.4.1.3).</summary>
internal sealed class ServerHello
{
    /// <summary>The server's random value.</summary>
    public required ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>The cipher suite that the server chose.</summary>
    public CipherSuite Suite { get; init; } = CipherSuite.EcdheEcdsaAes128GcmSha256;

    /// <summary>Whether the version is DTLS 1.2 and no compression was chosen.</summary>
    public bool IsDtls12 { get; init; } = true;

    /// <summary>Whether the server uses the extended master secret.</summary>
    public bool UsesExtendedMasterSecret { get; private set; }

    /// <summary>The protection profile of media that the server chose, or null if it chose none.</summary>
    public SrtpProfile? SrtpProfile { get; set; }

    /// <summary>Reads a message body.</summary>
    /// <returns>False if the body is malformed.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out ServerHello? hello)
    {
        var reader = new WireReader(body);
        var version = reader.ReadUInt16();
        var random = reader.ReadBytes(ClientHello.RandomSize);
        reader.ReadVector8();
        var suite = (CipherSuite)reader.ReadUInt16();
        var compression = reader.ReadByte();
        hello = null;
        if (reader.Failed)
            return false;

        hello = new ServerHello
        {
            Random = random.ToArray(), Suite = suite, IsDtls12 = version == RecordHeader.Version && compression == 0,
        };
        var extensions = new WireReader(reader.Remaining == 0 ? default : reader.ReadVector16());
        while (extensions.Remaining > 0)
        {
            var type = (ExtensionType)extensions.ReadUInt16();
            var extension = new WireReader(extensions.ReadVector16());
            if (!hello.TryReadExtension(type, ref extension))
                return false;
        }

        return reader.IsComplete && !extensions.Failed;
    }

    /// <summary>Writes this side's answer to a client's hello.</summary>
    public void Write(ref WireWriter writer, ClientHello client)
    {
        writer.WriteUInt16(RecordHeader.Version);
        writer.WriteBytes(Random.Span);
        writer.WriteVector8([]);
        writer.WriteUInt16((int)Suite);
        writer.WriteByte(0);
        var extensions = writer.BeginVector16();
        HelloExtensions.Write(ref writer, ExtensionType.ExtendedMasterSecret, []);
        if (client.KnowsSecureRenegotiation)
            HelloExtensions.Write(ref writer, ExtensionType.RenegotiationInfo, [0]);
        if (client.ListsPointFormats)
            HelloExtensions.Write(ref writer, ExtensionType.PointFormats, [1, 0]);
        if (SrtpProfile is { } profile)
            HelloExtensions.WriteSrtpProfiles(ref writer, [profile]);

        writer.EndVector16(extensions);
    }

    private bool TryReadExtension(ExtensionType type, ref WireReader extension)
    {
        switch (type)
        {
            case ExtensionType.ExtendedMasterSecret:
                UsesExtendedMasterSecret = true;
                return extension.IsComplete;
            case ExtensionType.UseSrtp:
                var chosen = new WireReader(extension.ReadVector16());
                SrtpProfile = (SrtpProfile)chosen.ReadUInt16();
                extension.ReadVector8();
                return chosen.IsComplete && extension.IsComplete
                    && SrtpProfile is Handshake.SrtpProfile.AeadAes128Gcm or Handshake.SrtpProfile.Aes128CmHmacSha1Tag80;
            default:
                return true;
        }
    }
}
