namespace Skapi.Rtc.SipSorcery.Sctp;

/// <summary>The result of a request in a RE-CONFIG chunk (RFC 6525, section 4.4).</summary>
internal enum ReconfigResult : uint
{
    NothingToDo = 0,
    Performed = 1,
    Denied = 2,
    BadSequenceNumber = 5,
    InProgress = 6,
}
