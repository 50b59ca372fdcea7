namespace Skapi.Rtc.Managed.Sctp.Resets;

/// <summary>The result of a request to reset streams (RFC 6525, section 4.4).</summary>
internal enum ResetResult : uint
{
    /// <summary>There was nothing to do.</summary>
    NothingToDo = 0,

    /// <summary>The streams were reset.</summary>
    Performed = 1,

    /// <summary>The request was refused.</summary>
    Denied = 2,

    /// <summary>The sequence number of the request is not the next one.</summary>
    BadSequenceNumber = 5,

    /// <summary>Data of before the reset are still missing. The request is to be repeated.</summary>
    InProgress = 6,
}
