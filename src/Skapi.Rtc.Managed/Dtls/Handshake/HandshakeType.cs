namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The handshake messages (RFC 5246, section 7.4; RFC 6347, section 4.3.2).</summary>
internal enum HandshakeType : byte
{
    /// <summary>A server asks for a new handshake. This side never starts one, so it is ignored.</summary>
    HelloRequest = 0,

    /// <summary>The client's first message.</summary>
    ClientHello = 1,

    /// <summary>The server's choice of parameters.</summary>
    ServerHello = 2,

    /// <summary>A server asks the client to prove its address with a cookie.</summary>
    HelloVerifyRequest = 3,

    /// <summary>A certificate chain.</summary>
    Certificate = 11,

    /// <summary>The server's ephemeral public key, signed.</summary>
    ServerKeyExchange = 12,

    /// <summary>The server asks for the client's certificate.</summary>
    CertificateRequest = 13,

    /// <summary>The end of the server's first flight.</summary>
    ServerHelloDone = 14,

    /// <summary>The client's proof that it has the key of its certificate.</summary>
    CertificateVerify = 15,

    /// <summary>The client's ephemeral public key.</summary>
    ClientKeyExchange = 16,

    /// <summary>The proof that both sides saw the same handshake.</summary>
    Finished = 20,
}
