using FsCheck;
using FsCheck.Xunit;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>What holds for any sequence of inputs, however unlikely. A number stands for an input.</summary>
[Properties(MaxTest = 300, StartSize = 20, EndSize = 120)]
public class CallPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CallTimer[] Timers =
    [
        .. Enum.GetValues<CallDelay>().Select(delay => (CallTimer)delay),
        .. Enum.GetValues<NegotiationDelay>().Select(delay => (CallTimer)delay),
        .. Enum.GetValues<AbsenceDelay>().Select(delay => (CallTimer)delay),
        .. Enum.GetValues<TrickleDelay>().Select(delay => (CallTimer)delay),
    ];

    private static readonly CallInput[] Inputs =
    [
        new CallInput.Dialled(),
        new CallInput.Accepted(),
        new CallInput.LocalHangup(),
        new CallInput.LocalHangup(CallEndReason.Closed),
        new CallInput.MediaChanged(),
        new CallInput.Reconnected(),
        new CallInput.Unreachable(),
        new CallInput.RemoteDisconnected(),
        new CallInput.Superseded(),
        new CallInput.RemoteMoved(Scenario.Bob with { Cid = "cid:bob2" }),
        .. new Signal[]
        {
            new(),
            Signals.Offer("offer"),
            Signals.Offer("offer", "a"),
            Signals.Offer("offer", "z"),
            Signals.Answer("answer"),
            Signals.Answer("answer", "m") with { Pickup = "user-bob" },
            Signals.Candidate("c"),
            Signals.Candidate(""),
            Signals.Pickup("m"),
            Signals.HungUp(),
            Signals.HungUp("m", CallEndReason.From("\u2603")),
            Signals.Offer("offer") with
            {
                Answer = Signals.Description(SdpType.Answer, "answer"),
                Candidate = Signals.IceCandidate("c"),
                Pickup = "user-bob",
            },
            Signals.Turn(NegotiationTurn.Request, "m"),
            Signals.Turn(NegotiationTurn.Grant, "m") with { Exchange = 2 },
        }.Select(Received),
        .. new[] { 0, 1 }.SelectMany(OfPeer),
        .. Timers.Select(timer => new CallInput.TimerElapsed(timer)),
        .. Timers.Select(timer => new CallInput.TimerElapsed(timer, Heard: 7)),
    ];

    private static CallInput.SignalReceived Received(Signal signal) => new(signal, RawJson.From(signal));

    [Property]
    public void No_sequence_makes_a_step_throw_or_leave_the_statechart(NonNegativeInt[] inputs)
    {
        foreach (var (before, input, after, _) in Run(inputs))
        {
            Enum.IsDefined(after.State).ShouldBeTrue();
            if (before.State != after.State)
            {
                var triggers = Enum.GetValues<CallTrigger>().Where(trigger => CallMachine.CanFire(before.State, trigger));
                triggers.ShouldNotBeEmpty($"{input} leaves {before.State}");
            }
        }
    }

    [Property]
    public void Closed_is_final_and_nothing_is_done_after_it(NonNegativeInt[] inputs)
    {
        foreach (var (before, _, after, effects) in Run(inputs).Where(step => step.Before.IsClosed))
        {
            after.ShouldBe(before);
            effects.ShouldBeEmpty();
        }
    }

    [Property]
    public void The_end_is_reported_once_and_last(NonNegativeInt[] inputs)
    {
        var effects = Run(inputs).SelectMany(step => step.Effects).ToList();
        effects.OfType<CallEffect.ReportClosed>().Count().ShouldBeLessThanOrEqualTo(1);
        if (effects.Any(effect => effect is CallEffect.ReportClosed))
            effects[^1].ShouldBeOfType<CallEffect.ReportClosed>();
    }

    [Property]
    public void A_call_that_ends_has_no_timer_running_and_no_peer_left(NonNegativeInt[] inputs)
    {
        var steps = Run(inputs);
        if (steps.Count == 0 || !steps[^1].After.IsClosed)
            return;

        var armed = new HashSet<CallTimer>();
        var peers = new HashSet<int>();
        foreach (var effect in steps.SelectMany(step => step.Effects))
        {
            if (effect is CallEffect.StartTimer start)
                armed.Add(start.Timer);
            else if (effect is CallEffect.StopTimer stop)
                armed.Remove(stop.Timer);
            else if (effect is CallEffect.Peer { Command: PeerCommand.Discard discard })
                peers.Remove(discard.Generation);
            else if (effect is CallEffect.Peer peer)
                peers.Add(peer.Command.Generation);
        }

        armed.ShouldBeEmpty();
        peers.ShouldBeEmpty();
    }

    [Property]
    public void Being_connected_is_reported_at_most_once(NonNegativeInt[] inputs) =>
        Run(inputs).SelectMany(step => step.Effects).OfType<CallEffect.ReportConnected>().Count().ShouldBeLessThanOrEqualTo(1);

    private static List<(CallModel Before, CallInput Input, CallModel After, List<CallEffect> Effects)> Run(NonNegativeInt[] numbers)
    {
        var inputs = numbers.Select(number => Inputs[number.Get % Inputs.Length]).ToArray();
        var call = new CallModel { Role = CallRole.Caller, Remote = Scenario.Bob, OwnUserId = "user-alice", Id = "m" };
        var step = new CallStep();
        var steps = new List<(CallModel, CallInput, CallModel, List<CallEffect>)>();

        // Most sequences begin as a call does, so that they get further than a rejection.
        foreach (var input in inputs.Prepend(inputs.Length % 2 == 0 ? Inputs[0] : Received(Signals.Offer("offer"))))
        {
            var effects = new List<CallEffect>();
            var time = TimeSpan.FromSeconds(steps.Count);
            var after = step.Run(call, input, new CallTime(time, Start + time), effects);
            steps.Add((call, input, after, effects));
            call = after;
        }

        return steps;
    }

    private static IEnumerable<CallInput> OfPeer(int generation) =>
    [
        new CallInput.OfferCreated(generation, Signals.Description(SdpType.Offer, "own-offer")),
        new CallInput.AnswerCreated(generation, Signals.Description(SdpType.Answer, "own-answer")),
        new CallInput.PeerFailed(generation, new SkapiException(SkapiErrorCode.TransportFailed, "failed")),
        new CallInput.PeerReported(generation, new PeerEvent.IceCandidateFound(Signals.IceCandidate("candidate:1 1 udp"))),
        .. new PeerEvent[]
        {
            new PeerEvent.DataChannelOpened(new StillChannel("chat"), Channels.Snapshot),
            new PeerEvent.DataChannelClosed(new StillChannel("chat"), Channels.Snapshot),
        }.Select(reported => new CallInput.PeerReported(generation, reported, Channels.Open("chat"))),
        .. new[]
        {
            PeerConnectionState.Connected,
            PeerConnectionState.Connected,
            PeerConnectionState.Disconnected,
            PeerConnectionState.Failed,
            PeerConnectionState.Closed,
        }
            .Select(state => new CallInput.PeerReported(generation, new PeerEvent.ConnectionStateChanged(state))),
    ];
}
