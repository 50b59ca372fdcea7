using System.Net;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>A request whose answer is waited for.</summary>
/// <param name="method">The method.</param>
/// <param name="peer">The peer that it is about, or null.</param>
/// <param name="channel">The channel that it is about, or zero.</param>
internal sealed class TurnRequest(TurnMethod method, IPEndPoint? peer = null, ushort channel = 0)
{
    /// <summary>The method.</summary>
    public TurnMethod Method { get; } = method;

    /// <summary>The peer that it is about, or null.</summary>
    public IPEndPoint? Peer { get; } = peer;

    /// <summary>The channel that it is about, or zero.</summary>
    public ushort Channel { get; } = channel;

    /// <summary>The transaction. A request with another nonce has another one.</summary>
    public TransactionId Transaction { get; set; }

    /// <summary>Whether the last transmission had credentials.</summary>
    public bool IsAuthenticated { get; set; }

    /// <summary>The number of transmissions of this transaction.</summary>
    public int Transmissions { get; set; }

    /// <summary>The number of times that the server asked for credentials or another nonce.</summary>
    public int Challenges { get; set; }

    /// <summary>When it is sent again or has failed.</summary>
    public TimeSpan Due { get; set; }
}
