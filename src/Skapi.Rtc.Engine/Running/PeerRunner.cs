using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>
/// Runs the operations of a call's peer connection, one at a time: W3C WebRTC's operations chain. It creates and disposes the peers, and
/// posts the results to the call.
/// </summary>
internal sealed class PeerRunner : IAsyncDisposable
{
    private readonly IRtcTransport _transport;
    private readonly RtcPeerOptions _options;
    private readonly Action<CallInput> _post;
    private readonly CallObjects _objects;
    private readonly ILogger _logger;
    private readonly Channel<PeerWork> _work = Channel.CreateUnbounded<PeerWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IRtcPeer? _peer;

    /// <summary>Whether the peer has completed an exchange of descriptions, to which it returns if the next one fails.</summary>
    private bool _isNegotiated;

    public PeerRunner(IRtcTransport transport, RtcPeerOptions options, CallObjects objects, Action<CallInput> post, ILogger logger)
    {
        _transport = transport;
        _options = options;
        _objects = objects;
        _post = post;
        _logger = logger;
        Completion = Task.Run(RunAsync);
    }

    /// <summary>Completes when the runner is closed and the peer is disposed.</summary>
    public Task Completion { get; }

    /// <summary>The number of media packets or frames that the peer has received, or 0 without a peer.</summary>
    public long MediaReceived => Volatile.Read(ref _peer)?.MediaReceived ?? 0;

    /// <summary>The media that the app sends and the channels that it opens. Set before the first command.</summary>
    public CallPlan Plan { get; set; } = CallPlan.Nothing;

    /// <summary>
    /// Queues a command of the call. A failure is posted as <see cref="CallInput.NegotiationFailed"/> if the call can go on without it,
    /// and as <see cref="CallInput.PeerFailed"/> otherwise.
    /// </summary>
    public void Tell(PeerCommand command) => _work.Writer.TryWrite(new PeerWork(
        token => RunAsync(command, token),
        error => _post(_isNegotiated && !_closed.Task.IsCompleted
            ? new CallInput.NegotiationFailed(command.Generation, command, ErrorOf(error))
            : new CallInput.PeerFailed(command.Generation, ErrorOf(error)))));

    /// <summary>Queues an operation of the app on the live peer, and waits for its result.</summary>
    public async Task<T> AskAsync<T>(Func<IRtcPeer, CancellationToken, ValueTask<T>> operation, CancellationToken cancellationToken)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queued = _work.Writer.TryWrite(new PeerWork(
            async closing =>
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(closing, cancellationToken);
                result.TrySetResult(await operation(_peer ?? throw NoPeer(), both.Token).ConfigureAwait(false));
            },
            error => result.TrySetException(_closed.Task.IsCompleted ? NoPeer() : ErrorForApp(error))));
        if (!queued)
            throw NoPeer();

        // A call that ends does not wait for a transport that hangs. A caller that cancels leaves no unobserved failure.
        _ = result.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        var first = await Task.WhenAny(result.Task, _closed.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (first == result.Task)
            return await result.Task.ConfigureAwait(false);

        throw NoPeer();
    }

    /// <inheritdoc cref="AskAsync{T}"/>
    public Task AskAsync(Func<IRtcPeer, CancellationToken, ValueTask> operation, CancellationToken cancellationToken) => AskAsync<bool>(
        async (peer, token) =>
        {
            await operation(peer, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Accepts no more commands, cancels those that run, and disposes the peer.</summary>
    public void Close()
    {
        if (!_closed.TrySetResult())
            return;

        // Cancellation callbacks of the transport run on a thread of the pool, not on the mailbox. The order matters: the loop disposes the
        // token source, so it must not see the end of the work before the source is cancelled.
        _ = Task.Run(() =>
        {
            try
            {
                _closing.Cancel();
            }
            catch (AggregateException error)
            {
                _logger.DisposalFailed(error);
            }
            finally
            {
                _work.Writer.TryComplete();
            }
        });
    }

    /// <summary>Closes, and waits until the peer is disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await Completion.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                _closing.Token.ThrowIfCancellationRequested();
                await work.Run(_closing.Token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                work.Failed(error);
            }
        }

        await DiscardAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync(PeerCommand command, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case PeerCommand.Offer(var generation):
                await OfferAsync(generation, cancellationToken).ConfigureAwait(false);
                break;
            case PeerCommand.Answer(var generation, var offer):
                await AnswerAsync(generation, offer, cancellationToken).ConfigureAwait(false);
                break;
            case PeerCommand.ApplyAnswer(_, var answer):
                await ApplyAnswerAsync(answer, cancellationToken).ConfigureAwait(false);
                break;
            case PeerCommand.RestartIce:
                if (_transport.Capabilities.HasFlag(RtcCapabilities.IceRestart))
                {
                    Peer.RestartIce();
                    _post(new CallInput.RestartPrepared());
                }

                break;
            case PeerCommand.RollBack:
                await RollBackAsync(Peer.SetLocalDescriptionAsync, cancellationToken).ConfigureAwait(false);
                break;
            case PeerCommand.AddCandidate(_, var candidate):
                await AddCandidateAsync(candidate, cancellationToken).ConfigureAwait(false);
                break;
            case PeerCommand.Discard:
                await DiscardAsync().ConfigureAwait(false);
                break;
        }
    }

    private async Task OfferAsync(int generation, CancellationToken cancellationToken)
    {
        if (_peer is null)
        {
            var peer = await CreateAsync(generation, cancellationToken).ConfigureAwait(false);
            foreach (var channel in Plan.Channels)
                _objects.Add(peer.CreateDataChannel(channel));
            if (Plan.Media is { } media)
                await peer.AddMediaAsync(media, cancellationToken).ConfigureAwait(false);
        }

        var offer = await Peer.CreateOfferAsync(cancellationToken).ConfigureAwait(false);
        await Peer.SetLocalDescriptionAsync(offer, cancellationToken).ConfigureAwait(false);
        _post(new CallInput.OfferCreated(generation, offer));
    }

    private async Task ApplyAnswerAsync(SessionDescription answer, CancellationToken cancellationToken)
    {
        try
        {
            await Peer.SetRemoteDescriptionAsync(answer, cancellationToken).ConfigureAwait(false);
            _isNegotiated = true;
        }
        catch (Exception) when (_isNegotiated)
        {
            await RollBackAsync(Peer.SetLocalDescriptionAsync, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task AnswerAsync(int generation, SessionDescription offer, CancellationToken cancellationToken)
    {
        var isFirst = _peer is null;
        var peer = _peer ?? await CreateAsync(generation, cancellationToken).ConfigureAwait(false);
        await peer.SetRemoteDescriptionAsync(offer, cancellationToken).ConfigureAwait(false);

        // Media is added after the offer, so that it takes the media sections that the offer has (RFC 9429, section 5.3.1).
        if (isFirst && Plan.Media is { } media)
            await peer.AddMediaAsync(media, cancellationToken).ConfigureAwait(false);

        SessionDescription answer;
        try
        {
            answer = await peer.CreateAnswerAsync(cancellationToken).ConfigureAwait(false);
            await peer.SetLocalDescriptionAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (_isNegotiated)
        {
            await RollBackAsync(peer.SetRemoteDescriptionAsync, cancellationToken).ConfigureAwait(false);
            throw;
        }

        _isNegotiated = true;
        _post(new CallInput.AnswerCreated(generation, answer));
    }

    /// <summary>Takes back an offer that is not answered (RFC 9429, section 4.1.10.2).</summary>
    private async Task RollBackAsync(
        Func<SessionDescription, CancellationToken, ValueTask> setDescription, CancellationToken cancellationToken)
    {
        try
        {
            await setDescription(new SessionDescription { Type = SdpType.Rollback, Sdp = "" }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Not every stack can roll back. What was negotiated before still works, and a later offer replaces the one that stays.
            _logger.RollbackFailed(error.Message);
        }
    }

    private async Task AddCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken)
    {
        try
        {
            await Peer.AddIceCandidateAsync(candidate, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (_peer is not null && !cancellationToken.IsCancellationRequested)
        {
            // A candidate that cannot be read, or belongs to a rolled-back offer, does not end the call: ICE decides with the others.
            _logger.UnusableCandidate(error.Message);
        }
    }

    private async Task<IRtcPeer> CreateAsync(int generation, CancellationToken cancellationToken)
    {
        _objects.Clear();
        _isNegotiated = false;
        var observer = new PeerObserver(generation, _objects, _post);
        _peer = await _transport.CreatePeerAsync(_options, observer, cancellationToken).ConfigureAwait(false);
        return _peer;
    }

    private async Task DiscardAsync()
    {
        if (_peer is not { } peer)
            return;

        _peer = null;
        _isNegotiated = false;
        try
        {
            await peer.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Nothing uses the peer any more: the call has ended for the app, or goes on with another peer.
            _logger.DisposalFailed(error);
        }
    }

    private IRtcPeer Peer => _peer ?? throw NoPeer();

    private Exception ErrorForApp(Exception error) => error is ArgumentException or OperationCanceledException ? error : ErrorOf(error);

    private SkapiException ErrorOf(Exception error) => error as SkapiException
        ?? new SkapiException(SkapiErrorCode.TransportFailed, $"The {_transport.Name} transport failed: {error.Message}", error);

    private static SkapiException NoPeer() =>
        SkapiException.InvalidRequest("The call has no peer connection: it is not connected yet, or it has ended.");

    private sealed record PeerWork(Func<CancellationToken, Task> Run, Action<Exception> Failed);
}
