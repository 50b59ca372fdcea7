using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>
/// One client's calls under a test: Alice, and Bob at cid:bob on the other side. Time stands still unless a test moves it. The call
/// that a test speaks of is the last that began.
/// </summary>
internal sealed class Scenario
{
    /// <summary>The id of the call that Alice makes, where a test does not say otherwise.</summary>
    public const string OwnCall = "m";

    public static readonly RemoteParty Bob = new("cid:bob", "user-bob", "room");

    private readonly Switchboard _switchboard = new();
    private long _lastKey;

    public SwitchboardModel Model { get; private set; } = new() { OwnUserId = "user-alice" };

    public CallTime Now { get; private set; } = new(TimeSpan.Zero, new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The call that began last.</summary>
    public CallKey Key => new(_lastKey);

    /// <summary>What is known of it; null once it has ended.</summary>
    public CallModel? Call => Model.Calls.GetValueOrDefault(Key);

    public CallState State => Call?.State ?? CallState.Closed;

    public CallTimes Times { get; init; } = new();

    /// <summary>Alice has called Bob and her offer is on its way.</summary>
    public static Scenario Calling()
    {
        var alice = new Scenario();
        alice.Dials();
        alice.PeerOffers("offer-a");
        return alice;
    }

    /// <summary>Bob calls Alice; with an id, he is a peer of this toolkit.</summary>
    public static Scenario Ringing(string? call = null)
    {
        var alice = new Scenario();
        alice.Takes(Signals.Offer("offer-b", call));
        return alice;
    }

    /// <summary>Alice has called and Bob has accepted; with an id, he is a peer of this toolkit.</summary>
    public static Scenario ConnectingAsCaller(string? call = null)
    {
        var alice = Calling();
        alice.Takes(Signals.Answer("answer-b", call));
        alice.Takes(Signals.Pickup(call));
        return alice;
    }

    /// <summary>Bob has called and Alice has accepted.</summary>
    public static Scenario ConnectingAsCallee(string? call = null)
    {
        var alice = Ringing(call);
        alice.Accepts();
        alice.PeerAnswers("answer-a");
        return alice;
    }

    /// <summary>Alice has called, and the two are connected with one channel.</summary>
    public static Scenario ConnectedAsCaller(string? call = null) => ConnectingAsCaller(call).Connect();

    /// <summary>Bob has called, and the two are connected with one channel.</summary>
    public static Scenario ConnectedAsCallee(string? call = null) => ConnectingAsCallee(call).Connect();

    public Outcome Run(SwitchboardInput input)
    {
        var effects = new List<SwitchboardEffect>();
        Model = _switchboard.Run(Model, input, Now, effects);
        return new Outcome(effects.Select(effect => effect.Effect).ToList());
    }

    public Outcome Dials(string call = OwnCall, string cid = "cid:bob") =>
        Run(new SwitchboardInput.Dial(new CallKey(++_lastKey), new RemoteParty(cid), call, Times));

    /// <summary>A signal comes from Bob, or from whom a test says.</summary>
    public Outcome Takes(Signal signal, RemoteParty? from = null)
    {
        var fresh = new CallKey(_lastKey + 1);
        var outcome = Run(new SwitchboardInput.SignalReceived(from ?? Bob, signal, RawJson.From(signal), fresh, Times));
        if (Model.Calls.ContainsKey(fresh))
            _lastKey = fresh.Number;
        return outcome;
    }

    public Outcome Takes(CallInput input) => Run(new SwitchboardInput.ToCall(Key, input));

    public Outcome Accepts() => Takes(new CallInput.Accepted());

    public Outcome HangsUp() => Takes(new CallInput.LocalHangup());

    public Outcome ChangesMedia() => Takes(new CallInput.MediaChanged());

    /// <summary>The peer was told to restart ICE with its next offer.</summary>
    public Outcome PreparesRestart() => Takes(new CallInput.RestartPrepared());

    public Outcome PeerOffers(string name, int generation = 0) =>
        Takes(new CallInput.OfferCreated(generation, Signals.Description(SdpType.Offer, name)));

    public Outcome PeerAnswers(string name, int generation = 0) =>
        Takes(new CallInput.AnswerCreated(generation, Signals.Description(SdpType.Answer, name)));

    public Outcome PeerFails(string message, int generation = 0) =>
        Takes(new CallInput.PeerFailed(generation, new SkapiException(SkapiErrorCode.TransportFailed, message)));

    /// <summary>A step of a renegotiation fails, and the peer is as it was before.</summary>
    public Outcome PeerRefuses(PeerCommand command, string message = "No.") =>
        Takes(new CallInput.NegotiationFailed(command.Generation, command, SkapiException.InvalidParameter(message)));

    public Outcome PeerReports(PeerEvent reported, ChannelFacts channel = default, int generation = 0) =>
        Takes(new CallInput.PeerReported(generation, reported, channel));

    public Outcome PeerFinds(string candidate, int generation = 0) =>
        PeerReports(new PeerEvent.IceCandidateFound(Signals.IceCandidate(candidate)), generation: generation);

    public Outcome PeerIs(PeerConnectionState state, int generation = 0) =>
        PeerReports(new PeerEvent.ConnectionStateChanged(state), generation: generation);

    public Outcome ChannelOpens(string label = "chat") =>
        PeerReports(new PeerEvent.DataChannelOpened(new StillChannel(label), Channels.Snapshot), Channels.Open(label));

    public Outcome ChannelCloses(string label = "chat") =>
        PeerReports(
            new PeerEvent.DataChannelClosed(new StillChannel(label), Channels.Snapshot),
            Channels.Open(label) with { State = DataChannelState.Closed });

    public Outcome ClosesChannel(string label = "chat") => Takes(new CallInput.ChannelClosing(label));

    public Outcome Elapses(CallTimer timer, long heard = 0) => Takes(new CallInput.TimerElapsed(timer, heard));

    /// <summary>The gateway says that Bob's connection closed.</summary>
    public Outcome BobDisconnects(string cid = "cid:bob") => Run(new SwitchboardInput.CidDisconnected(cid));

    /// <summary>Alice has no peer of an ended call left, and what is known of her calls is what a new client knows.</summary>
    public void HasEnded() => Model.Calls.ShouldBeEmpty();

    public Scenario After(TimeSpan time)
    {
        Now = new(Now.Elapsed + time, Now.Now + time);
        return this;
    }

    /// <summary>Somebody sets the clock of Alice's computer.</summary>
    public Scenario SetClock(TimeSpan forward)
    {
        Now = Now with { Now = Now.Now + forward };
        return this;
    }

    private Scenario Connect()
    {
        PeerIs(PeerConnectionState.Connecting);
        PeerIs(PeerConnectionState.Connected);
        ChannelOpens();
        State.ShouldBe(CallState.Connected);
        return this;
    }
}
