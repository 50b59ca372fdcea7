using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>A transfer in its steady state allocates what it delivers, and nothing else.</summary>
public class AllocationTests
{
    private const int ArrayHeader = 24;
    private const int Allowance = 32;

    [Theory]
    [InlineData(100, true)]
    [InlineData(16 * 1024, true)]
    [InlineData(16 * 1024, false)]
    [InlineData(200_000, true)]
    public void A_transfer_allocates_the_delivered_messages_and_nothing_else(int size, bool interleaving)
    {
        var (left, right) = (new Side(1, interleaving), new Side(2, interleaving));
        left.Association.Connect(TimeSpan.Zero);
        right.Association.Connect(TimeSpan.Zero);
        var now = TimeSpan.Zero;
        var message = new byte[size];
        var count = Math.Max(20, 1_000_000 / size);

        void Transfer()
        {
            var expected = right.Received + count;
            for (var i = 0; i < count; i++)
                left.Association.Send(new SendOptions(1, 53), message, now);

            while (right.Received < expected)
            {
                now += TimeSpan.FromMilliseconds(1);
                left.PassTo(right, now);
                right.PassTo(left, now);
            }
        }

        // The first transfers make the buffers that the next ones use again.
        for (var round = 0; round < 5; round++)
            Transfer();

        // A garbage collection may empty the shared array pool, and the next transfer then makes buffers again. What the transfer itself
        // allocates is the same in every round, so the smallest counts.
        var each = Enumerable.Range(0, 3).Min(_ => AllocatedBy(Transfer)) / count;

        each.ShouldBeLessThanOrEqualTo(size + ArrayHeader + Allowance);
    }

    private static long AllocatedBy(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Side : ISctpListener
    {
        private readonly byte[] _packet = new byte[16 * 1024];

        public Side(int seed, bool interleaving) => Association = new SctpAssociation(
            new SctpOptions { Random = new SeededRandom(seed), Interleaving = interleaving }, this);

        public SctpAssociation Association { get; }

        public int Received { get; private set; }

        public void PassTo(Side other, TimeSpan now)
        {
            Association.HandleTimeout(now);
            int length;
            while ((length = Association.WritePacket(_packet, now)) > 0)
                other.Association.HandlePacket(_packet.AsSpan(0, length), now);
        }

        public void OnEstablished()
        {
        }

        public void OnMessage(ushort stream, uint ppid, byte[] message)
        {
            Received++;
            Association.Release(message.Length);
        }

        public void OnMessageTooLong(ushort stream)
        {
        }

        public void OnRemoteReset(ReadOnlySpan<ushort> streams)
        {
        }

        public void OnLocalReset(ReadOnlySpan<ushort> streams)
        {
        }

        public void OnClosed(string? failure)
        {
        }
    }
}
