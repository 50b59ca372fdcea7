using FsCheck;
using FsCheck.Fluent;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>What holds for any sequence of inputs whatsoever, sense or nonsense.</summary>
public class CallPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CallInput[] Inputs =
    [
        new CallInput.Dialled(),
        new CallInput.Accepted(),
        new CallInput.HungUp(),
        new CallInput.HungUp(CallEndReason.Closed),
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
            Signals.Offer("offer") with { Answer = Signals.Description(SdpType.Answer, "answer"), Candidate = Signals.IceCandidate("c"), Pickup = "user-bob" },
        }.Select(Received),
        .. new[] { 0, 1 }.SelectMany(OfPeer),
        .. Enum.GetValues<CallTimer>().Select(timer => new CallInput.TimerElapsed(timer)),
    ];

    private static CallInput.SignalReceived Received(Signal signal) => new(signal, RawJson.From(signal));

    private static Arbitrary<CallInput[]> Sequences { get; } = Gen.Elements(Inputs).ArrayOf().Resize(40).ToArbitrary();

    [Fact]
    public void No_sequence_makes_a_step_throw_or_leave_the_statechart() => ForAll(inputs =>
    {
        foreach (var (before, input, after, _) in Run(inputs))
        {
            Enum.IsDefined(after.State).ShouldBeTrue();
            if (before.State != after.State)
                Enum.GetValues<CallTrigger>().Any(trigger => CallMachine.CanFire(before.State, trigger)).ShouldBeTrue($"{input} leaves {before.State}");
        }
    });

    [Fact]
    public void Closed_is_final_and_nothing_is_done_after_it() => ForAll(inputs =>
    {
        foreach (var (before, _, after, effects) in Run(inputs).Where(step => step.Before.IsClosed))
        {
            after.ShouldBe(before);
            effects.ShouldBeEmpty();
        }
    });

    [Fact]
    public void The_end_is_reported_once_and_last() => ForAll(inputs =>
    {
        var effects = Run(inputs).SelectMany(step => step.Effects).ToList();
        effects.OfType<CallEffect.ReportClosed>().Count().ShouldBeLessThanOrEqualTo(1);
        if (effects.Any(effect => effect is CallEffect.ReportClosed))
            effects[^1].ShouldBeOfType<CallEffect.ReportClosed>();
    });

    [Fact]
    public void A_call_that_ends_has_no_timer_running_and_no_peer_left() => ForAll(inputs =>
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
    });

    [Fact]
    public void Being_connected_is_reported_at_most_once() => ForAll(inputs =>
        Run(inputs).SelectMany(step => step.Effects).OfType<CallEffect.ReportConnected>().Count().ShouldBeLessThanOrEqualTo(1));

    private static void ForAll(Action<CallInput[]> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Sequences, holds));

    private static List<(CallModel Before, CallInput Input, CallModel After, List<CallEffect> Effects)> Run(CallInput[] inputs)
    {
        var call = new CallModel { Role = CallRole.Caller, Remote = Scenario.Bob, OwnUserId = "user-alice", Id = "m" };
        var steps = new List<(CallModel, CallInput, CallModel, List<CallEffect>)>();

        // Most sequences begin as a call does, so that they get further than a rejection.
        foreach (var input in inputs.Prepend(inputs.Length % 2 == 0 ? Inputs[0] : Received(Signals.Offer("offer"))))
        {
            var effects = new List<CallEffect>();
            var after = CallStep.Run(call, input, Start.AddSeconds(steps.Count), effects);
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
        new CallInput.PeerReported(generation, new PeerEvent.DataChannelOpened(new StillChannel("chat"), Channels.Snapshot), Channels.Open("chat")),
        new CallInput.PeerReported(generation, new PeerEvent.DataChannelClosed(new StillChannel("chat"), Channels.Snapshot), Channels.Open("chat")),
        .. new[] { PeerConnectionState.Connected, PeerConnectionState.Connected, PeerConnectionState.Disconnected, PeerConnectionState.Failed, PeerConnectionState.Closed }
            .Select(state => new CallInput.PeerReported(generation, new PeerEvent.ConnectionStateChanged(state))),
    ];
}
