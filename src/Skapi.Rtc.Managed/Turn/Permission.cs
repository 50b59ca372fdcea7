using System.Net;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>The permission of an address to send to this side (RFC 8656, section 9).</summary>
/// <param name="peer">An address and port of the peer.</param>
internal sealed class Permission(IPEndPoint peer)
{
    /// <summary>An address and port of the peer. The permission holds for every port.</summary>
    public IPEndPoint Peer { get; } = peer;

    /// <summary>Whether the server granted it.</summary>
    public bool IsGranted { get; set; }

    /// <summary>Whether the server refused it, so that nothing can be sent until <see cref="RenewAt"/>.</summary>
    public bool IsRefused { get; set; }

    /// <summary>When it is requested again, or given up if it was not used.</summary>
    public TimeSpan RenewAt { get; set; }

    /// <summary>When data of this side or of the peer used it last.</summary>
    public TimeSpan UsedAt { get; set; }
}
