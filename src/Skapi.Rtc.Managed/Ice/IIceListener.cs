using System.Net;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Ice;

/// <summary>Receives what an agent reports and sends what it writes.</summary>
internal interface IIceListener
{
    /// <summary>Sends a datagram.</summary>
    /// <param name="from">The address of this machine that it is sent from.</param>
    /// <param name="to">The receiver's address.</param>
    /// <param name="datagram">The datagram. It is valid during the call only.</param>
    void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram);

    /// <summary>A candidate of this side was found.</summary>
    void OnCandidate(Candidate candidate);

    /// <summary>All candidates of this side were found.</summary>
    void OnGatheringComplete();

    /// <summary>A STUN server did not answer or refused.</summary>
    void OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason);

    /// <summary>The other side has shown by the integrity of a message that it is behind an address.</summary>
    /// <param name="local">The address of this machine that the message came to.</param>
    /// <param name="remote">The address that it came from.</param>
    void OnRemoteVerified(IPEndPoint local, IPEndPoint remote)
    {
    }

    /// <summary>The state changed.</summary>
    void OnStateChanged(IceTransportState state);
}
