using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Tests.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>Carries out one call's effects, as the engine's shell does: timers, and a peer that does one thing after the other.</summary>
internal sealed class OurCall(World world, OurClient client, CallKey key)
{
    private readonly Dictionary<CallTimer, object> _timers = [];
    private readonly Queue<PeerCommand> _commands = [];
    private bool _isWorking;
    private bool _hasChannel;
    private int _generation;
    private long _heard;

    public SimulatedPeer? Peer { get; private set; }

    public int ArmedTimers => _timers.Count;

    public bool IsClosed { get; private set; }

    /// <summary>How often the app heard that the call ended.</summary>
    public int Outcomes { get; private set; }

    /// <summary>Whether there was a call at all: a key is spent for every signal that might begin one.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>How much has been received by now. Every other call has media, which are received while it is connected.</summary>
    private long Heard => key.Number % 2 == 0 && Peer is { IsInCall: true } ? ++_heard : _heard;

    public void CarryOut(CallEffect effect)
    {
        IsClosed.ShouldBeFalse($"an effect after the end of the call: {EffectText.Of(effect)}");
        IsUsed = true;
        switch (effect)
        {
            case CallEffect.Peer(var command):
                _commands.Enqueue(command);
                Work();
                break;
            case CallEffect.StartTimer(var timer, var due):
                Start(timer, due);
                break;
            case CallEffect.StopTimer(var timer):
                _timers.Remove(timer);
                break;
            case CallEffect.Refuse or CallEffect.ReportClosed:
                Outcomes++;
                IsClosed = true;
                _timers.Clear();
                _commands.Clear();
                Peer?.Dispose();
                break;
        }
    }

    /// <summary>The machine's address changes, and the system tells it a little later.</summary>
    public void Move()
    {
        if (Peer is not { } peer)
            return;

        peer.Move();
        world.After(TimeSpan.FromMilliseconds(200), () =>
        {
            if (Peer == peer && !peer.IsDisposed)
                client.Take(key, new CallInput.PeerReported(_generation, new PeerEvent.NetworkChanged()));
        });
    }

    private void Start(CallTimer timer, TimeSpan due)
    {
        var armed = _timers[timer] = new object();
        world.After(due, () =>
        {
            if (_timers.TryGetValue(timer, out var now) && now == armed && _timers.Remove(timer))
                client.Take(key, new CallInput.TimerElapsed(timer, Heard));
        });
    }

    private void Work()
    {
        if (_isWorking || _commands.Count == 0)
            return;

        _isWorking = true;
        world.After(world.Some(60), () =>
        {
            _isWorking = false;
            if (!_commands.TryDequeue(out var command))
                return;

            Do(command);
            Work();
        });
    }

    private void Do(PeerCommand command)
    {
        switch (command)
        {
            case PeerCommand.Answer when IsRefused():
                client.Take(key, Refusal(command));
                break;
            case PeerCommand.ApplyAnswer when IsRefused():
                Peer!.Rollback();
                client.Take(key, Refusal(command));
                break;
            case PeerCommand.RestartIce:
                client.Take(key, new CallInput.RestartPrepared());
                break;
            case PeerCommand.RollBack:
                Peer!.Rollback();
                break;
            case PeerCommand.Offer(var generation):
                var offer = Open(generation).Offer();
                Gather(generation);
                client.Take(key, new CallInput.OfferCreated(generation, offer));
                break;
            case PeerCommand.Answer(var generation, var remoteOffer):
                var answer = Open(generation).Answer(remoteOffer);
                Gather(generation);
                client.Take(key, new CallInput.AnswerCreated(generation, answer));
                break;
            case PeerCommand.ApplyAnswer(_, var remoteAnswer):
                Peer!.Apply(remoteAnswer);
                break;
            case PeerCommand.AddCandidate(_, var candidate):
                Peer!.Add(candidate);
                break;
            case PeerCommand.Discard:
                Peer?.Dispose();
                Peer = null;
                break;
        }
    }

    /// <summary>Whether the peer refuses a description, although it has applied an earlier one.</summary>
    private bool IsRefused() =>
        Peer is { HasRemote: true } && world.Faults.RefusedDescriptions > 0 && world.Chance(world.Faults.RefusedDescriptions);

    private static CallInput.NegotiationFailed Refusal(PeerCommand command) =>
        new(command.Generation, command, SkapiException.InvalidParameter("The peer refuses this description."));

    private SimulatedPeer Open(int generation)
    {
        _generation = generation;
        return Peer ??= new SimulatedPeer(world, client.Name) { Reports = state => Report(generation, state) };
    }

    private void Gather(int generation)
    {
        var peer = Peer!;
        for (var number = 0; number < 2; number++)
        {
            var candidate = peer.Candidate(number);
            world.After(world.Some(150), () =>
            {
                if (!peer.IsDisposed)
                    client.Take(key, new CallInput.PeerReported(generation, new PeerEvent.IceCandidateFound(candidate)));
            });
        }
    }

    private void Report(int generation, PeerConnectionState state)
    {
        if (state == PeerConnectionState.Closed && _hasChannel)
            Report(generation, new PeerEvent.DataChannelClosed(new StillChannel("default"), Channels.Snapshot));

        client.Take(key, new CallInput.PeerReported(generation, new PeerEvent.ConnectionStateChanged(state)));
        if (state == PeerConnectionState.Connected && !_hasChannel)
        {
            _hasChannel = true;
            Report(generation, new PeerEvent.DataChannelOpened(new StillChannel("default"), Channels.Snapshot));
        }
    }

    private void Report(int generation, PeerEvent ofChannel) =>
        client.Take(key, new CallInput.PeerReported(generation, ofChannel, Channels.Open("default")));
}
