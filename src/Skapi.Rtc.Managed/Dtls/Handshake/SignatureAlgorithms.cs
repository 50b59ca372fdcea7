using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The list of signature schemes that this side verifies, in its order of preference.</summary>
internal static class SignatureAlgorithms
{
    /// <summary>Writes the list with its length.</summary>
    public static void Write(ref WireWriter writer)
    {
        writer.WriteUInt16(2 * sizeof(ushort));
        writer.WriteUInt16((int)SignatureScheme.EcdsaSecp256r1Sha256);
        writer.WriteUInt16((int)SignatureScheme.RsaPkcs1Sha256);
    }
}
