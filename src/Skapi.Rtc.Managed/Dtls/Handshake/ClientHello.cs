using System.Diagnostics.CodeAnalysis;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The client's first message (RFC 5246, section 7.4.1.2; RFC 6347, section 4.2.1).</summary>
internal sealed class ClientHello
{
    /// <summary>The number of bytes of a hello's random value.</summary>
    public const int RandomSize = 32;

    /// <summary>The named curve secp256r1, which this side uses alone.</summary>
    public const ushort GroupP256 = 23;

    private const ushort RenegotiationSignal = 0x00FF;

    private static readonly SrtpProfile[] AllProfiles =
        [Handshake.SrtpProfile.AeadAes128Gcm, Handshake.SrtpProfile.Aes128CmHmacSha1Tag80];

    /// <summary>The client's random value.</summary>
    public required ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>The cookie of a HelloVerifyRequest. Empty in the first hello.</summary>
    public ReadOnlyMemory<byte> Cookie { get; init; }

    /// <summary>Whether the version is DTLS 1.2 or one that falls back to it.</summary>
    public bool OffersDtls12 { get; private set; }

    /// <summary>Whether the client offers the cipher suite that goes with this side's certificate.</summary>
    public bool OffersEcdsaSuite { get; private set; }

    /// <summary>Whether the client can use P-256. A client that does not list its groups can.</summary>
    public bool SupportsP256 { get; private set; } = true;

    /// <summary>Whether the client verifies ECDSA over SHA-256.</summary>
    public bool VerifiesEcdsaSha256 { get; private set; }

    /// <summary>Whether the client uses the extended master secret, which this side requires.</summary>
    public bool UsesExtendedMasterSecret { get; private set; }

    /// <summary>Whether the client knows secure renegotiation (RFC 5746).</summary>
    public bool KnowsSecureRenegotiation { get; private set; }

    /// <summary>Whether the client lists its point formats.</summary>
    public bool ListsPointFormats { get; private set; }

    /// <summary>The best protection profile for media that both sides know, or null.</summary>
    public SrtpProfile? SrtpProfile { get; private set; }

    /// <summary>Reads a message body.</summary>
    /// <returns>False if the body is malformed.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out ClientHello? hello)
    {
        var reader = new WireReader(body);
        var version = reader.ReadUInt16();
        var random = reader.ReadBytes(RandomSize);
        reader.ReadVector8();
        var cookie = reader.ReadVector8();
        var suites = new WireReader(reader.ReadVector16());
        var compressions = reader.ReadVector8();
        hello = null;
        if (reader.Failed || !compressions.Contains((byte)0))
            return false;

        // Versions of DTLS count downwards: 0xFEFD is 1.2, 0xFEFF is 1.0. A client of DTLS 1.3 writes 1.2 here.
        hello = new ClientHello { Random = random.ToArray(), Cookie = cookie.ToArray(), OffersDtls12 = version <= RecordHeader.Version };
        hello.ReadSuites(ref suites);
        if (suites.Failed)
            return false;

        var extensions = new WireReader(reader.Remaining == 0 ? default : reader.ReadVector16());
        while (extensions.Remaining > 0)
        {
            var type = (ExtensionType)extensions.ReadUInt16();
            if (!hello.TryReadExtension(type, new WireReader(extensions.ReadVector16())))
                return false;
        }

        return reader.IsComplete && !extensions.Failed;
    }

    /// <summary>Writes the hello that this side sends as a client.</summary>
    public void Write(ref WireWriter writer)
    {
        writer.WriteUInt16(RecordHeader.Version);
        writer.WriteBytes(Random.Span);
        writer.WriteVector8([]);
        writer.WriteVector8(Cookie.Span);
        writer.WriteUInt16(2 * sizeof(ushort));
        writer.WriteUInt16((int)CipherSuite.EcdheEcdsaAes128GcmSha256);
        writer.WriteUInt16((int)CipherSuite.EcdheRsaAes128GcmSha256);
        writer.WriteVector8([0]);
        var extensions = writer.BeginVector16();
        HelloExtensions.Write(ref writer, ExtensionType.ExtendedMasterSecret, []);
        HelloExtensions.Write(ref writer, ExtensionType.RenegotiationInfo, [0]);
        HelloExtensions.Write(ref writer, ExtensionType.SupportedGroups, [0, 2, 0, (byte)GroupP256]);
        HelloExtensions.Write(ref writer, ExtensionType.PointFormats, [1, 0]);
        writer.WriteUInt16((int)ExtensionType.SignatureAlgorithms);
        var algorithms = writer.BeginVector16();
        SignatureAlgorithms.Write(ref writer);
        writer.EndVector16(algorithms);
        HelloExtensions.WriteSrtpProfiles(ref writer, AllProfiles);
        writer.EndVector16(extensions);
    }

    private void ReadSuites(ref WireReader suites)
    {
        while (suites.Remaining > 0)
        {
            var suite = suites.ReadUInt16();
            OffersEcdsaSuite |= suite == (ushort)CipherSuite.EcdheEcdsaAes128GcmSha256;
            KnowsSecureRenegotiation |= suite == RenegotiationSignal;
        }
    }

    private bool TryReadExtension(ExtensionType type, WireReader extension)
    {
        switch (type)
        {
            case ExtensionType.ExtendedMasterSecret:
                UsesExtendedMasterSecret = true;
                return extension.IsComplete;
            case ExtensionType.RenegotiationInfo:
                // A first handshake has nothing to renegotiate (RFC 5746, section 3.6).
                KnowsSecureRenegotiation = true;
                return extension.ReadVector8().IsEmpty && extension.IsComplete;
            case ExtensionType.PointFormats:
                ListsPointFormats = true;
                return extension.ReadVector8().Contains((byte)0) && extension.IsComplete;
            case ExtensionType.SupportedGroups:
                var areReadable = HelloExtensions.TryFind(ref extension, GroupP256, out var hasGroup);
                SupportsP256 = hasGroup;
                return areReadable;
            case ExtensionType.SignatureAlgorithms:
                var isReadable = HelloExtensions.TryFind(ref extension, (ushort)SignatureScheme.EcdsaSecp256r1Sha256, out var hasScheme);
                VerifiesEcdsaSha256 = hasScheme;
                return isReadable;
            case ExtensionType.UseSrtp:
                return TryReadSrtpProfiles(ref extension);
            default:
                return true;
        }
    }

    private bool TryReadSrtpProfiles(ref WireReader extension)
    {
        var offered = new WireReader(extension.ReadVector16());
        extension.ReadVector8();
        while (offered.Remaining > 0)
        {
            var profile = (SrtpProfile)offered.ReadUInt16();
            if (Array.IndexOf(AllProfiles, profile) is var rank and >= 0
                && (SrtpProfile is not { } best || rank < Array.IndexOf(AllProfiles, best)))
                SrtpProfile = profile;
        }

        return extension.IsComplete && !offered.Failed;
    }
}
