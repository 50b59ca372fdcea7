using Microsoft.Extensions.Time.Testing;
using SIPSorcery.Net;
using Skapi.Rtc.SipSorcery.Sctp;
using Wire = Skapi.Rtc.SipSorcery.Sctp.SctpPacket;

namespace Skapi.Rtc.SipSorcery.Tests.Sctp;

public sealed class StreamResetsTests
{
    private const uint InitialTsn = 1000;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_reset_is_told_to_the_other_side_and_is_done_when_that_answers()
    {
        var (left, right) = (new End(_time), new End(_time));
        left.Resets.Reset(4);

        right.Receive(left.TakeOne());
        right.PeerResets.ShouldBe([4]);
        left.Done.ShouldBeEmpty();

        left.Receive(right.TakeOne());
        left.Done.ShouldBe([4]);
    }

    [Fact]
    public void A_lost_request_is_sent_again()
    {
        var (left, right) = (new End(_time), new End(_time));
        left.Resets.Reset(4);
        left.TakeOne();

        _time.Advance(TimeSpan.FromSeconds(1));

        right.Receive(left.TakeOne());
        right.PeerResets.ShouldBe([4]);
    }

    [Fact]
    public void A_repeated_request_is_answered_again_and_done_once()
    {
        var (left, right) = (new End(_time), new End(_time));
        left.Resets.Reset(4);
        var request = left.TakeOne();

        right.Receive(request);
        right.TakeOne();
        right.Receive(request);

        left.Receive(right.TakeOne());
        left.Done.ShouldBe([4]);
        right.PeerResets.ShouldBe([4]);
    }

    [Fact]
    public void A_request_waits_for_what_was_sent_before_it()
    {
        var (left, right) = (new End(_time), new End(_time));
        left.LastTsn = InitialTsn + 2;
        left.Resets.Reset(4);
        left.Sent.ShouldBeEmpty();

        left.Resets.OnAcknowledged(InitialTsn + 1);
        left.Sent.ShouldBeEmpty();
        left.Resets.OnAcknowledged(InitialTsn + 2);

        left.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_request_that_overtakes_what_was_sent_before_is_put_off()
    {
        var (left, right) = (new End(_time), new End(_time));
        left.LastTsn = InitialTsn + 2;
        left.Resets.Reset(4);
        _time.Advance(TimeSpan.FromSeconds(1));
        right.Receive(left.TakeOne());
        left.Receive(right.TakeOne());
        right.PeerResets.ShouldBeEmpty();
        left.Done.ShouldBeEmpty();

        right.Resets.OnAcknowledging(InitialTsn + 2);
        _time.Advance(TimeSpan.FromSeconds(1));
        right.Receive(left.TakeOne());
        left.Receive(right.TakeOne());

        right.PeerResets.ShouldBe([4]);
        left.Done.ShouldBe([4]);
    }

    [Fact]
    public void Resets_go_one_after_the_other()
    {
        var (left, right) = (new End(_time), new End(_time));
        left.Resets.Reset(4);
        left.Resets.Reset(6);

        left.Sent.Count.ShouldBe(1);
        right.Receive(left.TakeOne());
        left.Receive(right.TakeOne());
        right.Receive(left.TakeOne());
        left.Receive(right.TakeOne());

        left.Done.ShouldBe([4, 6]);
        right.PeerResets.ShouldBe([4, 6]);
    }

    [Fact]
    public void Without_an_answer_it_gives_up_and_counts_as_done()
    {
        var left = new End(_time);
        left.Resets.Reset(4);

        for (var second = 0; second < 20; second++)
            _time.Advance(TimeSpan.FromSeconds(1));

        left.Done.ShouldBe([4]);
        left.Sent.Count.ShouldBe(10);
    }

    [Fact]
    public void A_peer_that_cannot_reset_is_not_asked()
    {
        var left = new End(_time, isSupported: false);

        left.Resets.Reset(4);

        left.Done.ShouldBe([4]);
        left.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_with_a_number_out_of_turn_is_refused()
    {
        var right = new End(_time);

        right.Receive(ReconfigChunk.RequestReset(InitialTsn + 5, InitialTsn - 1, InitialTsn - 1, 4));

        right.PeerResets.ShouldBeEmpty();
        ResultOf(right.TakeOne()).ShouldBe(ReconfigResult.BadSequenceNumber);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 13, 0, 200, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 13, 0, 8, 0, 0, 3, 232 })]
    [InlineData(new byte[] { 0, 13, 0, 0, 0, 0, 3, 232 })]
    [InlineData(new byte[] { 0, 16, 0, 8, 0, 0, 3, 232 })]
    public void A_malformed_chunk_changes_nothing(byte[] value)
    {
        var right = new End(_time);

        right.Resets.OnReconfig([Wire.Reconfig, 0, 0, (byte)(4 + value.Length), .. value]);

        right.PeerResets.ShouldBeEmpty();
        right.Sent.ShouldBeEmpty();
    }

    private static ReconfigResult ResultOf(SctpChunk response) => (ReconfigResult)response.ChunkValue[11];

    private sealed class End : IStreamResetsOwner
    {
        public End(TimeProvider time, bool isSupported = true)
        {
            Resets = new StreamResets(this, time);
            Resets.OnOurInit(InitialTsn);
            Resets.OnPeerInit(InitialTsn, isSupported);
        }

        public StreamResets Resets { get; }

        public Queue<SctpChunk> Sent { get; } = new();

        public List<ushort> Done { get; } = [];

        public List<ushort> PeerResets { get; } = [];

        public uint LastTsn { get; set; } = InitialTsn - 1;

        public SctpChunk TakeOne() => Sent.Dequeue();

        public void Receive(SctpChunk chunk)
        {
            var bytes = new byte[chunk.GetChunkLength(padded: true)];
            chunk.WriteTo(bytes, 0);
            Resets.OnReconfig(bytes.AsSpan(0, chunk.GetChunkLength(padded: false)));
        }

        void IStreamResetsOwner.Send(SctpChunk chunk) => Sent.Enqueue(chunk);

        void IStreamResetsOwner.OnReset(ushort stream, uint lastTsn) => Done.Add(stream);

        void IStreamResetsOwner.OnPeerReset(ReadOnlySpan<ushort> streams, uint lastTsn) => PeerResets.AddRange(streams);
    }
}
