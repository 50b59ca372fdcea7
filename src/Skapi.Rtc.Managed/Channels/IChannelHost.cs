using Microsoft.Extensions.Logging;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Channels;

/// <summary>What data channels need of their peer.</summary>
internal interface IChannelHost
{
    /// <summary>The lock of the peer. Everything that is not marked otherwise is used under it.</summary>
    Lock Gate { get; }

    /// <summary>The current time.</summary>
    TimeSpan Now { get; }

    /// <summary>The log. It may be used without the lock.</summary>
    ILogger Logger { get; }

    /// <summary>The association, or null until it exists.</summary>
    SctpAssociation? Association { get; }

    /// <summary>Whether this side began the DTLS handshake, which decides the parity of stream ids.</summary>
    bool IsDtlsClient { get; }

    /// <summary>The maximum number of bytes of a message that both sides accept. It may be read without the lock.</summary>
    int MaxMessageSize { get; }

    /// <summary>Sends everything that may be sent now.</summary>
    void Flush();

    /// <summary>Raises an event.</summary>
    void Raise(PeerEvent peerEvent, Action? handled = null);

    /// <summary>The association has ended.</summary>
    /// <param name="failure">Why it failed, or null if it was closed in order.</param>
    void OnAssociationEnded(string? failure);
}
