using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Channels;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Channels;

public class ChannelTableTests
{
    // The DTLS client has the even ids from 0 to 65,532; 65,534 would be the last one, but ids end before 65,535 streams.
    private const int IdsOfOneSide = 32_768;

    [Fact]
    public void A_channel_without_a_free_stream_id_fails_and_the_others_open()
    {
        var host = new Host();
        for (var i = 0; i <= IdsOfOneSide; i++)
            host.Table.Create(new DataChannelOptions());

        host.Table.OnEstablished();

        host.Events.OfType<PeerEvent.DataChannelOpened>().Count().ShouldBe(IdsOfOneSide);
        host.Events.OfType<PeerEvent.DataChannelFailed>().ShouldHaveSingleItem().Text.ShouldContain("Every stream id");
        host.Events.OfType<PeerEvent.DataChannelClosed>().ShouldHaveSingleItem();
        Should.Throw<SkapiException>(() => host.Table.Create(new DataChannelOptions())).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    // sctp-proto #37, str0m #1010, pion #494: an id was used again while one direction was still open.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_id_is_free_after_both_directions_are_reset(bool isLocalFirst)
    {
        var host = new Host();
        var channels = Enumerable.Range(0, IdsOfOneSide).Select(_ => host.Table.Create(new DataChannelOptions())).ToList();
        host.Table.OnEstablished();
        var closed = channels[5];
        var id = closed.Id!.Value;
        closed.Close();

        Reset(isLocalFirst);
        Should.Throw<SkapiException>(() => host.Table.Create(new DataChannelOptions()));
        Reset(!isLocalFirst);

        host.Table.Create(new DataChannelOptions()).Id.ShouldBe(id);

        void Reset(bool isLocal)
        {
            if (isLocal)
                host.Table.OnLocalReset([id]);
            else
                host.Table.OnRemoteReset([id]);
        }
    }

    [Fact]
    public void Random_messages_for_the_channels_never_throw()
    {
        var random = new Random(3);
        var host = new Host();
        host.Table.Create(new DataChannelOptions());
        host.Table.OnEstablished();
        uint[] ppids = [50, 50, 50, 51, 53, 54, 55, 56, 57, 0, uint.MaxValue];
        for (var i = 0; i < 20_000; i++)
        {
            var message = new byte[random.Next(1, 60)];
            random.NextBytes(message);
            message[0] = random.Next(3) == 0 ? message[0] : (byte)random.Next(2, 4);
            if (message.Length > 12 && random.Next(2) == 0)
            {
                var label = random.Next(message.Length - 11);
                new byte[] { 3, (byte)random.Next(256), 0, 0, 0, 0, 0, 1, 0, (byte)label, 0, (byte)(message.Length - 12 - label) }
                    .CopyTo(message, 0);
            }

            var stream = (ushort)random.Next(random.Next(2) == 0 ? 8 : 65_536);
            host.Table.OnMessage(stream, ppids[random.Next(ppids.Length)], message);
            if (random.Next(20) == 0)
                host.Table.OnRemoteReset([stream, (ushort)random.Next(8)]);
            if (random.Next(20) == 0)
                host.Table.OnLocalReset([stream, (ushort)random.Next(8)]);
        }

        host.Events.OfType<PeerEvent.DataChannelAdded>().ShouldNotBeEmpty();
    }

    private sealed class Host : IChannelHost
    {
        public Host() => Table = new ChannelTable(this);

        public ChannelTable Table { get; }

        public List<PeerEvent> Events { get; } = [];

        public Lock Gate { get; } = new();

        public TimeSpan Now => TimeSpan.Zero;

        public ILogger Logger => NullLogger.Instance;

        public SctpAssociation Association => field ??= new SctpAssociation(new SctpOptions { Random = new SeededRandom(1) }, Table);

        public bool IsDtlsClient => true;

        public int MaxMessageSize => 1024;

        public void Flush()
        {
        }

        public void Raise(PeerEvent peerEvent, Action? handled = null) => Events.Add(peerEvent);

        public void OnAssociationEnded(string? failure)
        {
        }
    }
}
