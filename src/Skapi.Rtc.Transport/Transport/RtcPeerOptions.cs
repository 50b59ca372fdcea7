using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Skapi.Rtc.Transport;

/// <summary>
/// How a peer connection is created: ICE, clock and log. A transport takes its clock and its log from here and nowhere else.
/// </summary>
public sealed record RtcPeerOptions
{
    /// <summary>
    /// STUN and TURN servers, in order of preference; a transport may use only the first ones. If empty, there are host candidates only.
    /// </summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>
    /// Gets the servers of each later ICE restart, because time-limited credentials may have expired by then. Null to use
    /// <see cref="IceServers"/> again. If it fails or does not complete in ten seconds, they are used as well, and a warning is logged.
    /// </summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>>? IceServerProvider { get; init; }

    /// <summary>
    /// Which candidates are used; all by default. <see cref="IceTransportPolicy.Relay"/> needs <see cref="RtcCapabilities.RelayOnly"/>.
    /// </summary>
    public IceTransportPolicy IceTransportPolicy { get; init; } = IceTransportPolicy.All;

    /// <summary>The clock of the peer's timers, time-outs and generated media; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Creates the loggers of the peer; by default nothing is logged.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
