using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public class OutgoingQueueTests
{
    private static readonly Signal Offer = new() { Call = "k1", Offer = new SessionDescription { Type = SdpType.Offer, Sdp = "v=0" } };
    private static readonly Signal Answer = new() { Call = "k1", Answer = new SessionDescription { Type = SdpType.Answer, Sdp = "v=0" } };
    private static readonly Signal Candidate = new() { Call = "k1", Candidate = new IceCandidate { Candidate = "candidate:1" } };
    private static readonly Signal Hangup = new() { Call = "k1", HungUp = "me" };

    private readonly OutgoingQueue _queue = new();

    [Fact]
    public async Task Nothing_is_sent_of_a_call_that_ends_before_its_offer_was_sent()
    {
        var waiting = (Task[])[Add(Offer), Add(Candidate), Add(Hangup)];
        _queue.Complete(new InvalidOperationException());

        await Task.WhenAll(waiting).OrHang();
        (await _queue.PeekAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_whose_offer_was_sent_is_hung_up()
    {
        _ = Add(Offer);
        await SendNextAsync();
        _ = Add(Candidate);
        _ = Add(Hangup);

        (await SendNextAsync()).ShouldBe(Hangup);
    }

    [Fact]
    public async Task A_call_of_the_other_side_is_hung_up_even_if_nothing_was_sent_of_it()
    {
        _ = Add(Answer);
        _ = Add(Hangup);

        (await SendNextAsync()).ShouldBe(Hangup);
    }

    [Fact]
    public async Task An_offer_that_a_broken_socket_may_have_sent_is_not_repeated_but_hung_up()
    {
        _ = Add(Offer);
        await _queue.PeekAsync(CancellationToken.None);
        _ = Add(Hangup);
        _queue.Restart().ShouldBeEmpty();

        (await SendNextAsync()).ShouldBe(Hangup);
    }

    [Fact]
    public async Task Signals_of_other_calls_stay()
    {
        var other = Offer with { Call = "k2" };
        _ = Add(Offer);
        _ = Add(other);
        _ = Add(Hangup);

        (await SendNextAsync()).ShouldBe(other);
    }

    [Fact]
    public async Task What_is_added_after_the_end_fails()
    {
        _queue.Fail(new InvalidOperationException("closed"));

        (await Should.ThrowAsync<InvalidOperationException>(Add(Offer))).Message.ShouldBe("closed");
    }

    [Fact]
    public async Task A_sender_that_waits_gets_the_next_frame()
    {
        var next = SendNextAsync();
        _ = Add(Offer);

        (await next.OrHang()).ShouldBe(Offer);
    }

    private Task Add(Signal signal) => _queue.AddAsync(new OutgoingFrame.Call("cid:c1", signal));

    private async Task<Signal> SendNextAsync()
    {
        var frame = await _queue.PeekAsync(CancellationToken.None);
        _queue.Remove(frame!);
        return frame.ShouldBeOfType<OutgoingFrame.Call>().Signal;
    }
}
