using System.Security.Cryptography;
using Skapi.Rtc.Managed.Dtls.Handshake;

namespace Skapi.Rtc.Managed.Srtp;

/// <summary>The protection of media in both directions, with keys from a DTLS handshake (RFC 5764). Not safe for concurrent use.</summary>
internal sealed class SrtpSession : IDisposable
{
    private readonly SrtpCipher _outgoing;
    private readonly SrtpCipher _incoming;

    /// <summary>Creates a session.</summary>
    /// <param name="profile">The profile that the handshake chose.</param>
    /// <param name="isDtlsClient">Whether this side was the client of the handshake.</param>
    /// <param name="keyMaterial">What the handshake exported with <see cref="ExporterLabel"/>.</param>
    public SrtpSession(SrtpProfile profile, bool isDtlsClient, ReadOnlySpan<byte> keyMaterial)
    {
        // RFC 5764, section 4.2: the client's key, the server's key, the client's salt, the server's salt.
        var saltSize = SaltSizeOf(profile);
        var keySize = (keyMaterial.Length / 2) - saltSize;
        var client = Create(profile, keyMaterial[..keySize], keyMaterial.Slice(2 * keySize, saltSize));
        var server = Create(profile, keyMaterial.Slice(keySize, keySize), keyMaterial[^saltSize..]);
        (_outgoing, _incoming) = isDtlsClient ? (client, server) : (server, client);
        (Sender, Receiver) = (new SrtpSender(_outgoing), new SrtpReceiver(_incoming));
    }

    /// <summary>The label of the key material (RFC 5764, section 4.2).</summary>
    public static ReadOnlySpan<byte> ExporterLabel => "EXTRACTOR-dtls_srtp"u8;

    /// <summary>Protects what this side sends.</summary>
    public SrtpSender Sender { get; }

    /// <summary>Verifies and decrypts what the other side sends.</summary>
    public SrtpReceiver Receiver { get; }

    /// <summary>Creates a session with the keys of a handshake.</summary>
    /// <param name="profile">The profile that the handshake chose.</param>
    /// <param name="isDtlsClient">Whether this side was the client of the handshake.</param>
    /// <param name="export">Exports key material of the handshake.</param>
    public static SrtpSession Create(SrtpProfile profile, bool isDtlsClient, KeyExporter export)
    {
        Span<byte> keys = stackalloc byte[KeyMaterialSize(profile)];
        export(ExporterLabel, keys);
        var session = new SrtpSession(profile, isDtlsClient, keys);
        CryptographicOperations.ZeroMemory(keys);
        return session;
    }

    /// <summary>The number of bytes that the handshake has to export.</summary>
    public static int KeyMaterialSize(SrtpProfile profile) => 2 * (AeadCipher.KeySize + SaltSizeOf(profile));

    /// <inheritdoc/>
    public void Dispose()
    {
        _outgoing.Dispose();
        _incoming.Dispose();
    }

    private static int SaltSizeOf(SrtpProfile profile) =>
        profile == SrtpProfile.AeadAes128Gcm ? AeadCipher.SaltSize : CounterModeCipher.SaltSize;

    private static SrtpCipher Create(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => AeadCipher.Create(key, salt),
        _ => new CounterModeCipher(key, salt),
    };
}
