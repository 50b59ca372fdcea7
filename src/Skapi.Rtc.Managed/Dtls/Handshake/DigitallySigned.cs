using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>A signature with its scheme (RFC 5246, section 4.7).</summary>
/// <param name="scheme">The signature scheme.</param>
/// <param name="value">The signature.</param>
internal readonly ref struct DigitallySigned(SignatureScheme scheme, ReadOnlySpan<byte> value)
{
    /// <summary>The signature scheme.</summary>
    public SignatureScheme Scheme { get; } = scheme;

    /// <summary>The signature.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Reads a signature.</summary>
    public static DigitallySigned Read(scoped ref WireReader reader) => new((SignatureScheme)reader.ReadUInt16(), reader.ReadVector16());

    /// <summary>Writes a signature of this side.</summary>
    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> signature)
    {
        writer.WriteUInt16((int)SignatureScheme.EcdsaSecp256r1Sha256);
        writer.WriteVector16(signature);
    }
}
