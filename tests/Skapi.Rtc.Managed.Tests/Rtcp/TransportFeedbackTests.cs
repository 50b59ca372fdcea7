using FsCheck.Xunit;
using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Tests.Rtcp;

/// <summary>Reports of when packets of all sources arrived.</summary>
public class TransportFeedbackTests
{
    private const long Missing = TransportFeedbackWriter.Missing;

    // Differences of all kinds: packets that are missing, that came together, that came late, and that came before those sent earlier.
    [Property(MaxTest = 1000)]
    public void A_report_is_read_as_it_was_written(ushort first, byte number, short[] differences, bool[] missing)
    {
        var arrivals = ArrivalsOf(differences, missing);
        if (arrivals.Length == 0)
            return;

        var (content, count) = Write(first, number, arrivals);

        var feedback = Read(content);
        count.ShouldBe(Math.Min(arrivals.Length, TransportFeedbackWriter.MaxPackets));
        feedback.Count.ShouldBe(count);
        feedback.BaseSequence.ShouldBe(first);
        feedback.Number.ShouldBe(number);
        for (var i = 0; i < count; i++)
        {
            feedback.MoveNext().ShouldBeTrue();
            feedback.Sequence.ShouldBe(unchecked((ushort)(first + i)));
            feedback.HasArrived.ShouldBe(arrivals[i] != Missing);
            if (feedback.HasArrived)
                (((long)feedback.Reference * TransportFeedback.UnitsPerReference) + feedback.Arrival).ShouldBe(arrivals[i]);
        }

        feedback.MoveNext().ShouldBeFalse();
    }

    [Fact]
    public void A_report_without_arrivals_has_the_time_of_the_latest_packet()
    {
        var content = new byte[64];
        var writer = new WireWriter(content);
        TransportFeedbackWriter.Write(ref writer, 7, 0, [Missing, Missing], latest: 10 * TransportFeedback.UnitsPerReference);

        Read(content[..writer.Length]).Reference.ShouldBe(10);
    }

    // A run of 8190 packets that are missing, and of two that have arrived.
    [Fact]
    public void Packets_of_a_run_that_are_missing_are_skipped()
    {
        var feedback = Read(Bytes("000A2000 00000A07 1FFE 2002 0102"));
        feedback.MoveNext().ShouldBeTrue();

        feedback.SkipMissing(8000);
        feedback.MoveNext();
        feedback.Sequence.ShouldBe((ushort)(10 + 8001));
        feedback.SkipMissing(int.MaxValue);
        feedback.MoveNext();
        (feedback.Sequence, feedback.HasArrived, feedback.Arrival).ShouldBe(((ushort)(10 + 8190), true, 1));
        feedback.SkipMissing(1);
        feedback.MoveNext();

        (feedback.Sequence, feedback.Arrival).ShouldBe(((ushort)(10 + 8191), 3));
        feedback.MoveNext().ShouldBeFalse();
    }

    // Chunks and arrival times as in the figures of the draft, section 3.1: a run of four, a vector of one bit and one of two bits.
    [Theory]
    [InlineData("000A0004 00000A07 2004 01020304", "1,3,6,10")]
    [InlineData("000A0003 00000A07 A800 0102 0000", "1,-,3")]
    [InlineData("000A0003 00000A07 E100 FFF6 04 000000", "-10,-,-6")]
    [InlineData("000A0002 00000A07 0001 2001 05 000000", "-,5")]
    public void The_forms_of_the_draft_are_read(string hex, string expected)
    {
        var feedback = Read(Bytes(hex));
        var arrivals = new List<string>();
        while (feedback.MoveNext())
            arrivals.Add(feedback.HasArrived ? feedback.Arrival.ToString(System.Globalization.CultureInfo.InvariantCulture) : "-");

        feedback.BaseSequence.ShouldBe((ushort)10);
        feedback.Reference.ShouldBe(10);
        feedback.Number.ShouldBe((byte)7);
        string.Join(",", arrivals).ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("000A0001000000", "a part of the header")]
    [InlineData("000A0000 00000A07", "no packets")]
    [InlineData("000A0001 00000A07", "no chunk")]
    [InlineData("000A0001 00000A07 0000", "a run of nothing")]
    [InlineData("000A0001 00000A07 6001", "a run of the reserved symbol")]
    [InlineData("000A0001 00000A07 F000 0000", "a vector with the reserved symbol")]
    [InlineData("000A0004 00000A07 2004 010203", "fewer arrival times than packets")]
    [InlineData("000A0001 00000A07 4001 01", "half of an arrival time")]
    [InlineData("000A0001 00000A07 2001 01 00000000", "more than padding at the end")]
    [InlineData("000AFFFF 00000A07 1FFF 1FFF 1FFF 1FFF 1FFF 1FFF 1FFF 1FFF 0007", "more packets than can be of interest")]
    public void What_is_malformed_is_not_read(string hex, string reason) =>
        TransportFeedback.TryRead(Bytes(hex), out _).ShouldBeFalse(reason);

    [Property(MaxTest = 2000)]
    public void Any_bytes_are_read_or_refused(byte[] content)
    {
        if (!TransportFeedback.TryRead(content, out var feedback))
            return;

        var count = 0;
        while (feedback.MoveNext())
            count++;

        count.ShouldBe(feedback.Count);
    }

    [Fact]
    public void A_report_ends_before_a_packet_that_came_much_later()
    {
        var (content, count) = Write(1, 0, [100, 200, 200 + short.MaxValue + 1]);

        count.ShouldBe(2);
        Read(content).Count.ShouldBe(2);
    }

    private static TransportFeedback Read(byte[] content)
    {
        TransportFeedback.TryRead(content, out var feedback).ShouldBeTrue();
        return feedback;
    }

    private static (byte[] Content, int Count) Write(ushort first, byte number, long[] arrivals)
    {
        var buffer = new byte[1200];
        var writer = new WireWriter(buffer);
        var count = TransportFeedbackWriter.Write(ref writer, first, number, arrivals);
        return (writer.Written.ToArray(), count);
    }

    private static long[] ArrivalsOf(short[] differences, bool[] missing)
    {
        var at = 1L << 20;
        return [.. differences.Select((difference, index) =>
        {
            at += difference / 8;
            return index < missing.Length && missing[index] ? Missing : at;
        })];
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
