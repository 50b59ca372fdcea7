using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>ICE restarts of either side (RFC 8839, section 4.4.1.1.1; RFC 9429, section 4.1.18).</content>
internal sealed partial class ManagedPeer
{
    private static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _closing = new();
    private ServerList? _servers;
    private bool _hasRestartedForOffer;
    private IceCredentials? _nextCredentials;
    private bool _isRestarting;

    // Candidates of an offer that restarts ICE, before the answer restarts this side too.
    private readonly List<(CandidateLine Line, string? UsernameFragment)> _nextCandidates = [];
    private bool _hasAllNextCandidates;

    private bool MustRestartFirst => _signaling == SignalingState.HaveRemoteOffer && _nextCredentials is not null;

    /// <inheritdoc/>
    public void RestartIce()
    {
        lock (Gate)
        {
            ThrowIfDisposed();
            _isRestarting = true;
            _negotiation.Check();
        }
    }

    // Other credentials in an offer restart ICE, and the answer needs new ones too (RFC 8839, section 4.4.1.1.1).
    private void PrepareRestart(SdpDocument offer)
    {
        if (_core.Ice.Remote is { } known && TransportAttributes.CredentialsOf(offer) is { } offered && offered != known)
            _nextCredentials = IceCredentials.Create(_core.Random);
    }

    private void UseNextCredentials()
    {
        if (_nextCredentials is not { } credentials || TransportAttributes.CredentialsOf(_local!) != credentials)
            return;

        _nextCredentials = null;
        _hasRestartedForOffer = _signaling == SignalingState.Stable;
        _isRestarting = false;
        _hasGathered = false;
        _servers = _options.IceServerProvider is null ? _settings.Servers : null;
        _core.Restart(credentials, _servers?.Stun ?? [], _servers?.Turn ?? [], Now);
        if (_servers is null)
            _ = RefreshServersAsync(_options.IceServerProvider!, credentials);
    }

    private void AddNextCandidates()
    {
        foreach (var (line, usernameFragment) in _nextCandidates)
            AddRemoteCandidate(line, usernameFragment);

        if (_hasAllNextCandidates)
            EndRemoteCandidates();

        DropNextCandidates();
    }

    private void DropNextCandidates()
    {
        _nextCandidates.Clear();
        _hasAllNextCandidates = false;
    }

    // The addresses of this machine are tried meanwhile: a provider that is behind the lost network must not hold the restart up.
    private async Task RefreshServersAsync(
        Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>> provider, IceCredentials credentials)
    {
        var servers = _settings.Servers;
        var closing = _closing.Token;
        try
        {
            using var limit = new CancellationTokenSource(ProviderTimeout, _options.TimeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, closing);

            // The provider is the app's, so it does not run under the lock, and it may block its thread or ignore the token.
            var token = both.Token;
            var provided = await Task.Run(() => provider(token).AsTask(), token).WaitAsync(token).ConfigureAwait(false);
            servers = await ServerList.ResolveAsync(provided, _options.TimeProvider, token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (closing.IsCancellationRequested)
                return;

            // The servers of before may still work.
            ManagedLog.ServersNotRefreshed(Logger, error);
        }

        HandleInput(() =>
        {
            // Another restart, or a rollback, came meanwhile.
            if (_core.Ice.Local != credentials)
                return;

            _servers = servers;
            _core.UseServers(servers.Stun, servers.Turn, Now);
            ReportUnknownServers(servers);
            _core.EndHosts(Now);
        });
    }
}
