using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>A transport whose peers get the ICE servers of the moment at which they are created.</summary>
/// <param name="transport">The transport.</param>
/// <param name="provider">Gets the servers.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerProvidingTransport(
    IRtcTransport transport, Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>> provider, TimeProvider time) : IRtcTransport
{
    /// <summary>The maximum time that the provider may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private const string Option = "SkapiClientOptions.IceServerProvider";

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

    /// <summary>
    /// The provider is the app's: it may block its thread, ignore the token or never complete. So it runs on a thread of its own from the
    /// pool, and the call waits for it no longer than <see cref="Timeout"/>, nor beyond its own end.
    /// </summary>
    private async ValueTask<IReadOnlyList<IceServer>> GetServersAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<IceServer>? servers;
        try
        {
            servers = await Task.Run(() => provider(cancellationToken).AsTask(), cancellationToken)
                .WaitAsync(Timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw SkapiException.TransportFailed(
                $"{Option} did not complete within {Timeout.TotalSeconds} seconds, so the call has no ICE servers.", error);
        }
        catch (Exception error) when (error is not SkapiException && !cancellationToken.IsCancellationRequested)
        {
            throw SkapiException.TransportFailed($"{Option} failed, so the call has no ICE servers: {error.Message}", error);
        }

        // A copy, because the app may change its list later.
        return servers is null
            ? throw SkapiException.InvalidParameter($"{Option} returned null. Return an empty list to use no servers.")
            : [.. servers.Select(static server => server ?? throw SkapiException.InvalidParameter($"{Option} returned a list with null."))];
    }
}
