using Skapi.Protocol;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Media;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Client;

/// <summary>One of the two transports cannot carry out a change of a connected call. The call goes on, and later changes work.</summary>
public sealed class RefusedMediaTests : IAsyncLifetime
{
    private static readonly MediaOptions Tone = new() { Audio = new AudioSource.Tone() };

    private readonly LoopbackGateway _gateway = new();
    private readonly FaultyTransport _ofAlice;
    private readonly FaultyTransport _ofBob;
    private readonly List<IAsyncEnumerator<RtcEvent>> _readers = [];
    private Party _alice = null!;
    private Party _bob = null!;
    private RtcConnection _caller = null!;
    private RtcConnection _callee = null!;

    public RefusedMediaTests()
    {
        var shared = new InMemoryTransport();
        (_ofAlice, _ofBob) = (new FaultyTransport(shared), new FaultyTransport(shared));
    }

    public async Task InitializeAsync()
    {
        _alice = await Party.ConnectAsync("alice", _gateway, _ofAlice);
        _bob = await Party.ConnectAsync("bob", _gateway, _ofBob);
        var call = await _alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = _bob.Cid }).OrHang();
        var incoming = await _bob.IsCalledAsync();
        _callee = await incoming.ConnectRtcAsync().OrHang();
        _caller = await call.Connection.OrHang();
        _readers.Add(call.ReadRtcEventsAsync().GetAsyncEnumerator());
        _readers.Add(incoming.ReadRtcEventsAsync().GetAsyncEnumerator());
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync().OrHang();
        await _bob.DisposeAsync().OrHang();
        foreach (var reader in _readers)
            await reader.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(IRtcPeer.SetRemoteDescriptionAsync))]
    [InlineData(nameof(IRtcPeer.CreateAnswerAsync))]
    public async Task An_offer_that_the_callee_cannot_answer_is_refused(string operation)
    {
        _ofBob.Before = Fails(operation);
        await _caller.AddMediaAsync(Tone).OrHang();

        (await NextErrorAsync(callee: true)).Text.ShouldContain("The faulty transport failed: the stack is broken");
        (await NextErrorAsync(callee: false)).Text.ShouldContain("The other side cannot apply the change");
        _ofBob.Before = _ => { };
        await ShouldStillNegotiateAsync();
    }

    [Theory]
    [InlineData(nameof(IRtcPeer.SetRemoteDescriptionAsync))]
    [InlineData(nameof(IRtcPeer.CreateAnswerAsync))]
    public async Task An_offer_that_the_caller_cannot_answer_is_refused(string operation)
    {
        _ofAlice.Before = Fails(operation);
        await _callee.AddMediaAsync(Tone).OrHang();

        await NextErrorAsync(callee: false);
        await NextErrorAsync(callee: true);
        _ofAlice.Before = _ => { };
        await ShouldStillNegotiateAsync();
    }

    [Fact]
    public async Task A_garbage_offer_is_refused()
    {
        _ofAlice.Describe = description => description with { Sdp = "garbage" };
        await _caller.AddMediaAsync(Tone).OrHang();

        (await NextErrorAsync(callee: true)).ErrorCode.ShouldBe("INVALID_PARAMETER");
        await NextErrorAsync(callee: false);
        _ofAlice.Describe = description => description;
        await ShouldStillNegotiateAsync();
    }

    [Fact]
    public async Task A_garbage_answer_rolls_the_offer_back()
    {
        _ofBob.Describe = description => description with { Sdp = "garbage" };
        await _caller.AddMediaAsync(Tone).OrHang();

        (await NextErrorAsync(callee: false)).ErrorCode.ShouldBe("INVALID_PARAMETER");
        _ofBob.Describe = description => description;
        await ShouldStillNegotiateAsync();
    }

    [Fact]
    public async Task An_offer_that_cannot_be_created_is_told_to_the_app()
    {
        _ofAlice.Before = Fails(nameof(IRtcPeer.CreateOfferAsync));
        await _caller.AddMediaAsync(Tone).OrHang();

        (await NextErrorAsync(callee: false)).ErrorCode.ShouldBe("TRANSPORT_FAILED");
        _ofAlice.Before = _ => { };
        await ShouldStillNegotiateAsync();
    }

    [Fact]
    public async Task A_callee_that_cannot_create_its_offer_gives_the_turn_back()
    {
        _ofBob.Before = Fails(nameof(IRtcPeer.CreateOfferAsync));
        await _callee.AddMediaAsync(Tone).OrHang();

        await NextErrorAsync(callee: true);
        _ofBob.Before = _ => { };
        await ShouldStillNegotiateAsync();
    }

    /// <summary>The caller's video reaches the callee, and its messages too.</summary>
    private async Task ShouldStillNegotiateAsync()
    {
        await _caller.AddMediaAsync(new MediaOptions { Video = new VideoSource.TestPattern() }).OrHang();
        while ((await NextAsync<RtcEvent.Track>(callee: true)).MediaTrack.Kind != MediaKind.Video)
        {
        }

        _caller.Send("default", "still here");
        (await NextAsync<RtcEvent.DataChannelMessage>(callee: true)).Data.ShouldBe("still here");
        _alice.Client.Calls.Count.ShouldBe(1);
    }

    private Task<RtcEvent.NegotiationError> NextErrorAsync(bool callee) => NextAsync<RtcEvent.NegotiationError>(callee);

    private async Task<T> NextAsync<T>(bool callee)
        where T : RtcEvent
    {
        var events = _readers[callee ? 1 : 0];
        while (await events.MoveNextAsync().OrHang())
        {
            if (events.Current is T found)
                return found;
        }

        throw new InvalidOperationException($"The call ended without {typeof(T).Name}.");
    }

    private static Action<string> Fails(string operation) => name =>
    {
        if (name == operation)
            throw new InvalidOperationException("the stack is broken");
    };
}
