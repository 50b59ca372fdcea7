namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>What is known about a fragment that was sent.</summary>
internal enum ChunkFate : byte
{
    /// <summary>It is on its way.</summary>
    InFlight,

    /// <summary>It is lost and is sent again.</summary>
    Lost,

    /// <summary>It has arrived, but one before it has not.</summary>
    Acknowledged,

    /// <summary>It is not sent any more.</summary>
    Abandoned,
}
