using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>A transport whose peers get the ICE servers of the moment at which they are created.</summary>
/// <param name="transport">The transport.</param>
/// <param name="provider">Gets the servers.</param>
internal sealed class ServerProvidingTransport(
    IRtcTransport transport, Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>> provider) : IRtcTransport
{
    /// <inheritdoc/>
    public string Name => transport.Name;

    /// <inheritdoc/>
    public RtcCapabilities Capabilities => transport.Capabilities;

    /// <inheritdoc/>
    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        var servers = await GetServersAsync(cancellationToken).ConfigureAwait(false);
        var current = options with { IceServers = servers, IceServerProvider = GetServersAsync };
        return await transport.CreatePeerAsync(current, observer, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<IceServer>> GetServersAsync(CancellationToken cancellationToken)
    {
        const string Option = "SkapiClientOptions.IceServerProvider";
        IReadOnlyList<IceServer>? servers;
        try
        {
            servers = await provider(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (SkapiException or OperationCanceledException))
        {
            throw SkapiException.TransportFailed($"{Option} failed, so the call has no ICE servers: {error.Message}", error);
        }

        return servers ?? throw SkapiException.InvalidParameter($"{Option} returned null. Return an empty list to use no servers.");
    }
}
