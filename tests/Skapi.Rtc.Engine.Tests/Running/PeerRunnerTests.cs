using System.Collections.Concurrent;
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

    private PeerRunner Create(IRtcTransport transport)
    {
        var objects = new CallObjects(_posted.Enqueue, static _ => throw new NotSupportedException("There is no channel."));
        return new PeerRunner(transport, new RtcPeerOptions(), objects, _posted.Enqueue, _logger);
    }
}
