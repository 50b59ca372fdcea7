using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The messages around certificates (RFC 5246, sections 7.4.2 and 7.4.4).</summary>
internal static class CertificateMessage
{
    private const byte TypeRsaSign = 1;
    private const byte TypeEcdsaSign = 64;

    /// <summary>Writes a chain of one certificate.</summary>
    public static void Write(ref WireWriter writer, scoped ReadOnlySpan<byte> certificate)
    {
        var chain = writer.BeginVector24();
        var entry = writer.BeginVector24();
        writer.WriteBytes(certificate);
        writer.EndVector24(entry);
        writer.EndVector24(chain);
    }

    /// <summary>Reads the first certificate of a chain, which is the one that the other side proves to own.</summary>
    /// <returns>False if the message is malformed. The certificate is empty if the chain is.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> certificate)
    {
        var reader = new WireReader(body);
        var chain = new WireReader(reader.ReadVector24());
        certificate = chain.Remaining == 0 ? default : chain.ReadVector24();
        return reader.IsComplete && !chain.Failed;
    }

    /// <summary>Writes the request for the client's certificate: any with an ECDSA or RSA key.</summary>
    public static void WriteRequest(ref WireWriter writer)
    {
        writer.WriteVector8([TypeEcdsaSign, TypeRsaSign]);
        SignatureAlgorithms.Write(ref writer);
        writer.WriteVector16([]);
    }
}
