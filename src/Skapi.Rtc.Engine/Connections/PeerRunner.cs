using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Connections;

/// <summary>
/// Carries out what a call has its peer connection do, one after the other: W3C WebRTC's operations chain. The peers live and die in
/// here; what comes of a command is posted to the call.
/// </summary>
internal sealed class PeerRunner : IAsyncDisposable
{
    private readonly IRtcTransport _transport;
    private readonly RtcPeerOptions _options;
    private readonly Action<CallInput> _post;
    private readonly CallObjects _objects;
    private readonly Channel<PeerWork> _work = Channel.CreateUnbounded<PeerWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IRtcPeer? _peer;

    public PeerRunner(IRtcTransport transport, RtcPeerOptions options, CallObjects objects, Action<CallInput> post)
    {
        _transport = transport;
        _options = options;
        _objects = objects;
        _post = post;
        Completion = Task.Run(RunAsync);
    }

    /// <summary>Ends when the runner was closed and the peer is disposed.</summary>
    public Task Completion { get; }

    /// <summary>How much of the other side's media has arrived at the peer; 0 without one.</summary>
    public long MediaReceived => Volatile.Read(ref _peer)?.MediaReceived ?? 0;

    /// <summary>What the app wants to send and to open. It is set before the first command.</summary>
    public CallPlan Plan { get; set; } = CallPlan.Nothing;

    /// <summary>Queues a command of the domain. A failure is posted as <see cref="CallInput.PeerFailed"/>.</summary>
    public void Tell(PeerCommand command) => _work.Writer.TryWrite(new PeerWork(
        token => CarryOutAsync(command, token),
        error => _post(new CallInput.PeerFailed(command.Generation, ErrorOf(error)))));

    /// <summary>Queues something that the app asks of the live peer, and waits for it.</summary>
    public async Task<T> AskAsync<T>(Func<IRtcPeer, CancellationToken, ValueTask<T>> operation, CancellationToken cancellationToken)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queued = _work.Writer.TryWrite(new PeerWork(
            async closing =>
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(closing, cancellationToken);
                result.TrySetResult(await operation(_peer ?? throw NoPeer(), both.Token).ConfigureAwait(false));
            },
            error => result.TrySetException(_closed.Task.IsCompleted ? NoPeer() : error)));
        if (!queued)
            throw NoPeer();

        // A call that ends does not wait for a stack that hangs, and whoever gives up does not leave a failure unseen.
        _ = result.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        var first = await Task.WhenAny(result.Task, _closed.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (first == result.Task)
            return await result.Task.ConfigureAwait(false);

        throw NoPeer();
    }

    /// <summary>No command follows: those under way are given up, and the peer is disposed.</summary>
    public void Close()
    {
        if (!_closed.TrySetResult())
            return;

        // What the stack does when it is cancelled is its own affair, and happens on a thread of its own. In this order: the runner
        // ends, and disposes the source, only after it was told that no work follows.
        _ = Task.Run(() =>
        {
            try
            {
                _closing.Cancel();
            }
            catch (AggregateException error)
            {
                _objects.ReportFailedDisposal(error);
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

        try
        {
            await DiscardAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The call is over for the app either way; the log tells of what the stack could not free.
            _objects.ReportFailedDisposal(error);
        }

        _closing.Dispose();
    }

    private async Task CarryOutAsync(PeerCommand command, CancellationToken cancellationToken)
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
                await Peer.SetRemoteDescriptionAsync(answer, cancellationToken).ConfigureAwait(false);
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

    private async Task AnswerAsync(int generation, SessionDescription offer, CancellationToken cancellationToken)
    {
        var isFirst = _peer is null;
        var peer = _peer ?? await CreateAsync(generation, cancellationToken).ConfigureAwait(false);
        await peer.SetRemoteDescriptionAsync(offer, cancellationToken).ConfigureAwait(false);

        // Media is added after the offer, so that it takes the media sections that the offer has (RFC 9429, section 5.3.1).
        if (isFirst && Plan.Media is { } media)
            await peer.AddMediaAsync(media, cancellationToken).ConfigureAwait(false);

        var answer = await peer.CreateAnswerAsync(cancellationToken).ConfigureAwait(false);
        await peer.SetLocalDescriptionAsync(answer, cancellationToken).ConfigureAwait(false);
        _post(new CallInput.AnswerCreated(generation, answer));
    }

    private async Task AddCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken)
    {
        try
        {
            await Peer.AddIceCandidateAsync(candidate, cancellationToken).ConfigureAwait(false);
        }
        catch (SkapiException error) when (error.Code == SkapiErrorCode.InvalidParameter)
        {
            // One candidate that cannot be read, or belongs to an offer taken back, leaves the others: ICE decides whether they suffice.
            _objects.ReportUnusableCandidate(error);
        }
    }

    private async Task<IRtcPeer> CreateAsync(int generation, CancellationToken cancellationToken)
    {
        _objects.Clear();
        var observer = new PeerObserver(generation, _objects, _post);
        _peer = await _transport.CreatePeerAsync(_options, observer, cancellationToken).ConfigureAwait(false);
        return _peer;
    }

    private async Task DiscardAsync()
    {
        if (_peer is not { } peer)
            return;

        _peer = null;
        await peer.DisposeAsync().ConfigureAwait(false);
    }

    private IRtcPeer Peer => _peer ?? throw NoPeer();

    private SkapiException ErrorOf(Exception error) => error as SkapiException
        ?? new SkapiException(SkapiErrorCode.TransportFailed, $"The {_transport.Name} transport failed: {error.Message}", error);

    private static SkapiException NoPeer() =>
        SkapiException.InvalidRequest("The call has no peer connection: it is not connected yet, or it has ended.");

    private sealed record PeerWork(Func<CancellationToken, Task> Run, Action<Exception> Failed);
}
