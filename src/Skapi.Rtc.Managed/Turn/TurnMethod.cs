namespace Skapi.Rtc.Managed.Turn;

/// <summary>The methods of TURN (RFC 8656, section 17).</summary>
internal enum TurnMethod : ushort
{
    /// <summary>Requests an address.</summary>
    Allocate = 3,

    /// <summary>Prolongs the life of the address, or ends it.</summary>
    Refresh = 4,

    /// <summary>Brings data to a peer, without a channel.</summary>
    Send = 6,

    /// <summary>Brings data of a peer, without a channel.</summary>
    Data = 7,

    /// <summary>Lets a peer send to the address.</summary>
    CreatePermission = 8,

    /// <summary>Binds a channel to a peer.</summary>
    ChannelBind = 9,
}
