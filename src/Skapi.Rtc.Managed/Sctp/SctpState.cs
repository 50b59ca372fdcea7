namespace Skapi.Rtc.Managed.Sctp;

/// <summary>The state of an association (RFC 9260, section 4).</summary>
internal enum SctpState
{
    /// <summary>The association has not begun.</summary>
    New,

    /// <summary>An INIT was sent.</summary>
    CookieWait,

    /// <summary>The other side's cookie was sent back.</summary>
    CookieEchoed,

    /// <summary>Data can be sent and received.</summary>
    Established,

    /// <summary>This side wants to end the association, and still has data outstanding.</summary>
    ShutdownPending,

    /// <summary>This side said that it is done.</summary>
    ShutdownSent,

    /// <summary>The other side is done. This side may have data outstanding.</summary>
    ShutdownReceived,

    /// <summary>Both sides are done; the other side has to confirm.</summary>
    ShutdownAckSent,

    /// <summary>The association has ended.</summary>
    Closed,
}
