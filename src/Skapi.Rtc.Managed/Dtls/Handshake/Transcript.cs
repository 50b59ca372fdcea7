using System.Security.Cryptography;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The hash over all handshake messages, as if none had been fragmented (RFC 6347, section 4.2.6).</summary>
internal sealed class Transcript : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a message that was sent or received.</summary>
    public void Add(HandshakeMessage message)
    {
        Span<byte> header = stackalloc byte[HandshakeHeader.Size];
        var writer = new WireWriter(header);
        message.WriteUnfragmentedHeader(ref writer);
        _hash.AppendData(header);
        _hash.AppendData(message.Body.Span);
    }

    /// <summary>Computes the hash of the messages so far.</summary>
    public void GetHash(Span<byte> sha256) => _hash.GetCurrentHash(sha256);

    /// <summary>Forgets all messages, as a HelloVerifyRequest demands.</summary>
    public void Reset()
    {
        Span<byte> ignored = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(ignored);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
