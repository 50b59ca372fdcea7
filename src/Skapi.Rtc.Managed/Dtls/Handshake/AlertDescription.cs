namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The alerts that this side sends or understands (RFC 5246, section 7.2).</summary>
internal enum AlertDescription : byte
{
    /// <summary>The sender ends the session.</summary>
    CloseNotify = 0,

    /// <summary>A message came out of its order.</summary>
    UnexpectedMessage = 10,

    /// <summary>No parameters suit both sides.</summary>
    HandshakeFailure = 40,

    /// <summary>The certificate is not the one whose fingerprint was announced, or cannot be read.</summary>
    BadCertificate = 42,

    /// <summary>A field has a value that is not allowed.</summary>
    IllegalParameter = 47,

    /// <summary>A message cannot be read.</summary>
    DecodeError = 50,

    /// <summary>A signature or a Finished message is wrong.</summary>
    DecryptError = 51,

    /// <summary>The version is not DTLS 1.2.</summary>
    ProtocolVersion = 70,

    /// <summary>The program that sends the alert has a fault of its own.</summary>
    InternalError = 80,
}
