using System.Collections.Concurrent;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Running;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Running;

public class PeerRunnerTests
{
    private readonly RecordingLogger _logger = new();
    private readonly ConcurrentQueue<CallInput> _posted = new();

    [Fact]
    public async Task A_discarded_peer_that_cannot_be_disposed_is_logged_and_the_call_goes_on()
    {
        await using var runner = Create(new HostileTransport { Disposing = HostileTransport.Throws });
        runner.Tell(new PeerCommand.Offer(1));
        runner.Tell(new PeerCommand.Discard(1));
        runner.Tell(new PeerCommand.Offer(2));

        await runner.AskAsync(static (_, _) => ValueTask.CompletedTask, CancellationToken.None).OrHang();

        _logger.Lines.ShouldBe(["Error: Disposing a peer connection failed. the stack is broken"]);
        _posted.ShouldAllBe(static input => input is CallInput.OfferCreated);
        _posted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_candidate_that_the_stack_cancels_by_itself_does_not_end_the_call()
    {
        await using var runner = Create(new HostileTransport { AddingCandidate = HostileTransport.Cancels });
        runner.Tell(new PeerCommand.Offer(1));
        runner.Tell(new PeerCommand.AddCandidate(1, new IceCandidate { Candidate = "candidate:1" }));

        await runner.AskAsync(static (_, _) => ValueTask.CompletedTask, CancellationToken.None).OrHang();

        _posted.ShouldAllBe(static input => input is CallInput.OfferCreated);
        _logger.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_rollback_that_the_stack_cancels_by_itself_does_not_end_the_call()
    {
        await using var runner = Create(new HostileTransport { RollingBack = HostileTransport.Cancels });
        runner.Tell(new PeerCommand.Offer(1));
        runner.Tell(new PeerCommand.RollBack(1));

        await runner.AskAsync(static (_, _) => ValueTask.CompletedTask, CancellationToken.None).OrHang();

        _posted.ShouldAllBe(static input => input is CallInput.OfferCreated);
        _logger.Lines.Count.ShouldBe(1);
    }

    private PeerRunner Create(IRtcTransport transport)
    {
        var objects = new CallObjects(_posted.Enqueue, static _ => throw new NotSupportedException("There is no channel."));
        return new PeerRunner(transport, new RtcPeerOptions(), objects, _posted.Enqueue, _logger);
    }
}
