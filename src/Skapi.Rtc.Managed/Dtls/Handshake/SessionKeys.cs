using System.Security.Cryptography;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls.Records;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The secrets of a session and what is derived from them (RFC 5246, sections 6.3, 7.4.9 and 8.1; RFC 7627; RFC 5705).</summary>
internal sealed class SessionKeys : IDisposable
{
    /// <summary>The number of bytes of a Finished message.</summary>
    public const int VerifyDataSize = 12;

    private const int MasterSecretSize = 48;

    private readonly byte[] _master = new byte[MasterSecretSize];
    private readonly byte[] _randoms = new byte[2 * ClientHello.RandomSize];

    /// <summary>Derives the master secret.</summary>
    /// <param name="premaster">The shared secret of the key agreement.</param>
    /// <param name="sessionHash">The hash of the handshake up to and including the ClientKeyExchange (RFC 7627, section 3).</param>
    /// <param name="clientRandom">The client's random value.</param>
    /// <param name="serverRandom">The server's random value.</param>
    public SessionKeys(
        ReadOnlySpan<byte> premaster, ReadOnlySpan<byte> sessionHash, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> serverRandom)
    {
        clientRandom.CopyTo(_randoms);
        serverRandom.CopyTo(_randoms.AsSpan(ClientHello.RandomSize));
        TlsPrf.Expand(premaster, "extended master secret"u8, sessionHash, _master);
    }

    /// <summary>Derives the protection of both directions.</summary>
    public (RecordCipher Client, RecordCipher Server) CreateCiphers()
    {
        Span<byte> block = stackalloc byte[2 * (RecordCipher.KeySize + RecordCipher.SaltSize)];
        Span<byte> seed = stackalloc byte[_randoms.Length];
        _randoms.AsSpan(ClientHello.RandomSize).CopyTo(seed);
        _randoms.AsSpan(0, ClientHello.RandomSize).CopyTo(seed[ClientHello.RandomSize..]);
        TlsPrf.Expand(_master, "key expansion"u8, seed, block);
        var keys = block[..(2 * RecordCipher.KeySize)];
        var salts = block[(2 * RecordCipher.KeySize)..];
        var client = new RecordCipher(keys[..RecordCipher.KeySize], salts[..RecordCipher.SaltSize]);
        var server = new RecordCipher(keys[RecordCipher.KeySize..], salts[RecordCipher.SaltSize..]);
        CryptographicOperations.ZeroMemory(block);
        return (client, server);
    }

    /// <summary>Computes the content of a Finished message.</summary>
    public void ComputeVerifyData(bool ofClient, ReadOnlySpan<byte> transcriptHash, Span<byte> verifyData) =>
        TlsPrf.Expand(_master, ofClient ? "client finished"u8 : "server finished"u8, transcriptHash, verifyData);

    /// <summary>Exports key material for another protocol, such as SRTP with the label of RFC 5764, section 4.2.</summary>
    public void Export(ReadOnlySpan<byte> label, Span<byte> output) => TlsPrf.Expand(_master, label, _randoms, output);

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_master);
        CryptographicOperations.ZeroMemory(_randoms);
    }
}
