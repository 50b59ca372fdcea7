using Skapi.Protocol;
using Skapi.Rtc.Running;
using Skapi.Rtc.Tests.Client;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Running;

/// <summary>Whatever a stack does, a call ends, hanging up works, and closing the client does not hang.</summary>
public class HostileTransportTests
{
    private readonly SteppedTime _time = new();
    private readonly RecordingLogger _logger = new();

    [Fact]
    public async Task A_stack_that_throws_fails_the_call_and_says_what_it_said()
    {
        await using var alice = await ConnectAsync(new HostileTransport { Creating = HostileTransport.Throws });

        var error = await Should.ThrowAsync<CallEndedException>(DialAsync(alice).OrHang());
        error.Reason.ShouldBe(CallEndReason.Failed);
        error.Code.ShouldBe(SkapiErrorCode.TransportFailed);
        error.Message.ShouldContain("The hostile transport failed: the stack is broken");
    }

    [Fact]
    public async Task Hanging_up_works_while_an_operation_hangs()
    {
        var alice = await ConnectAsync(new HostileTransport { Offering = HostileTransport.Hangs });
        var placing = DialAsync(alice);
        await _time.TimerArmedAsync(TimeSpan.FromSeconds(60));
        await alice.Client.CloseAllRtcAsync().OrHang();

        (await Should.ThrowAsync<CallEndedException>(placing.OrHang())).Reason.ShouldBe(CallEndReason.Cancelled);
        await CloseAsync(alice);
    }

    [Fact]
    public async Task A_call_whose_operation_hangs_still_ends_in_time()
    {
        var alice = await ConnectAsync(new HostileTransport { Creating = HostileTransport.Hangs });
        var placing = DialAsync(alice);
        await _time.ElapseAsync(TimeSpan.FromSeconds(60));

        (await Should.ThrowAsync<CallEndedException>(placing.OrHang())).Reason.ShouldBe(CallEndReason.TimedOut);
        await CloseAsync(alice);
    }

    [Fact]
    public async Task A_stack_that_hangs_while_it_disposes_is_abandoned_in_the_end()
    {
        var alice = await ConnectAsync(new HostileTransport { Disposing = HostileTransport.Hangs });
        var call = await DialAsync(alice).OrHang();
        call.Hangup();
        await call.Closed.OrHang();

        await CloseAsync(alice);
        _logger.Lines.ShouldContain("Error: 1 peer connections were not disposed in time. They are abandoned.");
    }

    [Fact]
    public async Task A_stack_that_throws_while_it_disposes_is_logged_and_no_more()
    {
        var alice = await ConnectAsync(new HostileTransport { Disposing = HostileTransport.Throws });
        var call = await DialAsync(alice).OrHang();
        await alice.DisposeAsync().OrHang();

        (await call.Closed.OrHang()).ShouldBe(CallEndReason.Closed);
        _logger.Lines.ShouldContain(line => line.Contains("Disposing a peer connection failed", StringComparison.Ordinal));
    }

    private Task<Party> ConnectAsync(HostileTransport transport) =>
        Party.ConnectAsync("alice", new SilentGateway(), transport, _logger, _time);

    private static Task<OutgoingCall> DialAsync(Party party) => party.Client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:bob" });

    /// <summary>Closes, and lets the time pass that a hanging stack is given.</summary>
    private async Task CloseAsync(Party party)
    {
        var closing = party.DisposeAsync().OrHang();
        await _time.ElapseAsync(ClientCalls.DisposalTimeout);
        await closing;
    }
}
