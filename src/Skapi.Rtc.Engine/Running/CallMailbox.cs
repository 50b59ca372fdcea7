using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Running;

/// <summary>
/// The control mailbox of a client: takes one input at a time, asks <see cref="Switchboard"/> what follows, and passes the effects on.
/// Nothing in its loop waits for a peer, a socket or the app.
/// </summary>
/// <param name="userId">The id of the client's user.</param>
/// <param name="time">The clock.</param>
/// <param name="run">Runs an effect. It never blocks.</param>
/// <param name="logger">Where to log.</param>
internal sealed class CallMailbox(string userId, TimeProvider time, Action<SwitchboardEffect> run, ILogger logger)
{
    private readonly Channel<SwitchboardInput> _inputs =
        Channel.CreateUnbounded<SwitchboardInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<SwitchboardEffect> _effects = [];
    private readonly Switchboard _switchboard = new();
    private readonly long _began = time.GetTimestamp();
    private SwitchboardModel _model = new() { OwnUserId = userId };
    private Task _running = Task.CompletedTask;

    /// <summary>Begins to handle inputs.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Queues an input.</summary>
    /// <returns>False if the mailbox is closed.</returns>
    public bool TryPost(SwitchboardInput input) => _inputs.Writer.TryWrite(input);

    /// <summary>Closes the mailbox, and ends the calls that are left.</summary>
    /// <returns>Completes when the hang-ups have been passed on.</returns>
    public Task CloseAsync()
    {
        _inputs.Writer.TryComplete();
        return _running;
    }

    private async Task RunAsync()
    {
        await foreach (var input in _inputs.Reader.ReadAllAsync().ConfigureAwait(false))
            Handle(input);

        // The mailbox is closed: calls that were placed before end here.
        Handle(new SwitchboardInput.HangUpAll(CallEndReason.Closed));
    }

    private void Handle(SwitchboardInput input)
    {
        _effects.Clear();
        try
        {
            _model = _switchboard.Run(_model, input, new CallTime(time.GetElapsedTime(_began), time.GetUtcNow()), _effects);
        }
        catch (Exception error)
        {
            // The step is pure, so nothing has happened yet: the input is lost, but the calls are not.
            logger.InputFailed(error, input.GetType().Name);
            return;
        }

        foreach (var effect in _effects)
            run(effect);
    }
}
