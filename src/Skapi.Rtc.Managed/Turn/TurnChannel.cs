using System.Net;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>A channel to a peer, which saves the long header of an indication (RFC 8656, section 12).</summary>
/// <param name="peer">The peer's address and port.</param>
/// <param name="number">The number of the channel.</param>
internal sealed class TurnChannel(IPEndPoint peer, ushort number)
{
    /// <summary>The peer's address and port.</summary>
    public IPEndPoint Peer { get; } = peer;

    /// <summary>The number.</summary>
    public ushort Number { get; } = number;

    /// <summary>Whether the server has bound it, so that this side may use it.</summary>
    public bool IsBound { get; set; }

    /// <summary>When it is bound again, or tried again if the server refused it.</summary>
    public TimeSpan RenewAt { get; set; }

    /// <summary>When data of this side or of the peer used it last.</summary>
    public TimeSpan UsedAt { get; set; }
}
