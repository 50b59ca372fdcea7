using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>Ending streams and associations.</summary>
public class SctpEndingTests
{
    [Fact]
    public void Resetting_a_stream_delivers_what_was_sent_before()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { Jitter = TimeSpan.FromMilliseconds(20), Loss = 0.1 });
        for (var i = 0; i < 50; i++)
            pair.Left.Association.Send(new SendOptions(7, SctpPair.Ppid), new byte[3000], pair.Now);

        pair.Left.Association.ResetStream(7);
        pair.Left.Drain();
        pair.RunUntil(() => pair.Right.RemoteResets.Count == 1);

        pair.Right.Received.Count.ShouldBe(50);
        pair.RunUntil(() => pair.Left.LocalResets.Count == 1);
        pair.Right.RemoteResets.ShouldBe([(ushort)7]);
    }

    [Fact]
    public void A_stream_is_used_again_after_its_reset()
    {
        using var pair = SctpPair.Connected();
        for (var round = 1; round <= 5; round++)
        {
            pair.Left.Send(7, $"round {round}");
            pair.Left.Association.ResetStream(7);
            pair.Left.Drain();
            pair.RunUntil(() => pair.Left.LocalResets.Count == round && pair.Right.RemoteResets.Count == round);
        }

        pair.Right.Texts.ShouldBe(Enumerable.Range(1, 5).Select(round => $"round {round}"));
    }

    // usrsctp #567: the numbers of resets went wrong when an association was set up again.
    [Fact]
    public void A_late_init_does_not_set_the_association_up_again()
    {
        using var pair = new SctpPair();
        byte[]? init = null;
        pair.Tamper = (sender, packet) =>
        {
            if (sender == 0 && packet[SctpHeader.Size] == (byte)ChunkType.Init)
                init = [.. packet];

            return packet;
        };
        pair.Connect();
        pair.RunUntil(() => pair.Left.State == SctpState.Established && pair.Right.State == SctpState.Established);

        pair.Right.Association.HandlePacket(init!, pair.Now);
        pair.Drain();
        pair.Left.Send(7, "still numbered");
        pair.Left.Association.ResetStream(7);
        pair.Left.Drain();
        pair.RunUntil(() => pair.Left.LocalResets.Count == 1 && pair.Right.RemoteResets.Count == 1);

        pair.Right.Texts.ShouldBe(["still numbered"]);
    }

    [Fact]
    public void Shutting_down_delivers_everything_first()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { Loss = 0.1 });
        for (var i = 0; i < 100; i++)
            pair.Left.Association.Send(new SendOptions(1, SctpPair.Ppid), new byte[5000], pair.Now);

        pair.Left.Association.Shutdown(pair.Now);
        pair.Left.Drain();
        pair.RunUntil(() => pair.Left.State == SctpState.Closed && pair.Right.State == SctpState.Closed);

        pair.Right.Received.Count.ShouldBe(100);
        pair.Left.Closings.ShouldBe([null]);
    }

    [Fact]
    public void Aborting_tells_the_other_side()
    {
        using var pair = SctpPair.Connected();

        pair.Left.Association.Abort();
        pair.Drain();
        pair.RunUntil(() => pair.Right.State == SctpState.Closed);

        pair.Right.Closings.Single().ShouldNotBeNull().ShouldContain("aborted");
    }
}
