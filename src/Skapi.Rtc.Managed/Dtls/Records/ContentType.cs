namespace Skapi.Rtc.Managed.Dtls.Records;

/// <summary>What a record carries (RFC 5246, section 6.2.1).</summary>
internal enum ContentType : byte
{
    /// <summary>The records that follow are protected.</summary>
    ChangeCipherSpec = 20,

    /// <summary>An alert.</summary>
    Alert = 21,

    /// <summary>A fragment of a handshake message.</summary>
    Handshake = 22,

    /// <summary>Data of the application: SCTP packets.</summary>
    ApplicationData = 23,
}
