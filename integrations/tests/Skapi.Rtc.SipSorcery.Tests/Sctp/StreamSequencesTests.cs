using System.Buffers.Binary;
using Skapi.Rtc.SipSorcery.Sctp;

namespace Skapi.Rtc.SipSorcery.Tests.Sctp;

public sealed class StreamSequencesTests
{
    [Fact]
    public void Numbers_pass_as_they_are_before_a_reset()
    {
        var sequences = new StreamSequences(isIncoming: false);

        Pass(sequences, tsn: 100, stream: 2, sequence: 0).ShouldBe((ushort)0);
        Pass(sequences, tsn: 101, stream: 2, sequence: 1).ShouldBe((ushort)1);
    }

    [Fact]
    public void After_a_reset_the_stacks_numbers_begin_again_on_the_wire()
    {
        var sequences = new StreamSequences(isIncoming: false);
        Pass(sequences, tsn: 100, stream: 2, sequence: 6);
        sequences.Reset(2, tsn: 100);

        Pass(sequences, tsn: 101, stream: 2, sequence: 7).ShouldBe((ushort)0);
        Pass(sequences, tsn: 102, stream: 2, sequence: 8).ShouldBe((ushort)1);
    }

    [Fact]
    public void After_a_reset_the_wires_numbers_go_on_in_the_stack()
    {
        var sequences = new StreamSequences(isIncoming: true);
        Pass(sequences, tsn: 100, stream: 2, sequence: 0);
        Pass(sequences, tsn: 101, stream: 2, sequence: 1);
        sequences.Reset(2, tsn: 101);

        Pass(sequences, tsn: 102, stream: 2, sequence: 0).ShouldBe((ushort)2);
        Pass(sequences, tsn: 103, stream: 2, sequence: 1).ShouldBe((ushort)3);
    }

    [Fact]
    public void A_second_reset_counts_from_where_the_stack_is()
    {
        var sequences = new StreamSequences(isIncoming: true);
        Pass(sequences, tsn: 100, stream: 2, sequence: 0);
        sequences.Reset(2, tsn: 100);
        Pass(sequences, tsn: 101, stream: 2, sequence: 0);
        sequences.Reset(2, tsn: 101);

        Pass(sequences, tsn: 102, stream: 2, sequence: 0).ShouldBe((ushort)2);
    }

    [Fact]
    public void What_was_sent_before_the_reset_and_comes_again_is_not_shifted()
    {
        var sequences = new StreamSequences(isIncoming: false);
        Pass(sequences, tsn: 100, stream: 2, sequence: 6);
        sequences.Reset(2, tsn: 100);

        Pass(sequences, tsn: 100, stream: 2, sequence: 6).ShouldBe((ushort)6);
    }

    [Fact]
    public void Other_streams_are_left_alone()
    {
        var sequences = new StreamSequences(isIncoming: false);
        Pass(sequences, tsn: 100, stream: 2, sequence: 6);
        sequences.Reset(2, tsn: 100);

        Pass(sequences, tsn: 101, stream: 4, sequence: 9).ShouldBe((ushort)9);
    }

    private static ushort Pass(StreamSequences sequences, uint tsn, ushort stream, ushort sequence)
    {
        var chunk = new byte[20];
        chunk[1] = 3;
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4), tsn);
        BinaryPrimitives.WriteUInt16BigEndian(chunk.AsSpan(8), stream);
        BinaryPrimitives.WriteUInt16BigEndian(chunk.AsSpan(10), sequence);
        sequences.Shift(chunk);
        return SctpPacket.SequenceOfData(chunk);
    }
}
