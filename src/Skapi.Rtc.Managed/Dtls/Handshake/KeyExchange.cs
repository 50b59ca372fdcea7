using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The messages around the ephemeral keys (RFC 8422, sections 5.4, 5.7 and 5.8).</summary>
internal static class KeyExchange
{
    private const byte NamedCurve = 3;

    /// <summary>The number of bytes of the parameters that a server signs.</summary>
    public const int ParametersSize = 4 + KeyAgreement.PublicKeyLength;

    /// <summary>Writes the parameters that a server signs: the curve and its public key.</summary>
    public static void WriteParameters(ref WireWriter writer, scoped ReadOnlySpan<byte> publicKey)
    {
        writer.WriteByte(NamedCurve);
        writer.WriteUInt16(ClientHello.GroupP256);
        writer.WriteVector8(publicKey);
    }

    /// <summary>Reads a ServerKeyExchange.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="parameters">The part that is signed.</param>
    /// <param name="publicKey">The server's public key.</param>
    /// <param name="signature">The signature over both randoms and the parameters.</param>
    /// <returns>False if the body is malformed or the curve is another than P-256.</returns>
    public static bool TryReadServer(
        ReadOnlySpan<byte> body, out ReadOnlySpan<byte> parameters, out ReadOnlySpan<byte> publicKey, out DigitallySigned signature)
    {
        var reader = new WireReader(body);
        var kind = reader.ReadByte();
        var group = reader.ReadUInt16();
        publicKey = reader.ReadVector8();
        parameters = reader.Failed ? default : body[..^reader.Remaining];
        signature = DigitallySigned.Read(ref reader);
        return reader.IsComplete && kind == NamedCurve && group == ClientHello.GroupP256;
    }
}
