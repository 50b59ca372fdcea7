using System.Buffers;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Tests.MessagePack;

/// <summary>The formats of the MessagePack specification: the shortest is written, every one is read.</summary>
public sealed class MessagePackFormatTests
{
    [Theory]
    [InlineData(0L, "00")]
    [InlineData(127L, "7F")]
    [InlineData(128L, "CC80")]
    [InlineData(255L, "CCFF")]
    [InlineData(256L, "CD0100")]
    [InlineData(65535L, "CDFFFF")]
    [InlineData(65536L, "CE00010000")]
    [InlineData(4294967295L, "CEFFFFFFFF")]
    [InlineData(4294967296L, "CF0000000100000000")]
    [InlineData(-1L, "FF")]
    [InlineData(-32L, "E0")]
    [InlineData(-33L, "D0DF")]
    [InlineData(-128L, "D080")]
    [InlineData(-129L, "D1FF7F")]
    [InlineData(-32769L, "D2FFFF7FFF")]
    [InlineData(-2147483649L, "D3FFFFFFFF7FFFFFFF")]
    [InlineData(long.MinValue, "D38000000000000000")]
    public void An_integer_is_written_in_its_shortest_format(long value, string hex)
    {
        Written((ref writer) => writer.WriteInteger(value)).ShouldBe(hex);
        Read(hex, static (ref reader) => reader.ReadInteger()).ShouldBe(value);
    }

    [Theory]
    [InlineData("CC01", 1)]
    [InlineData("CD0001", 1)]
    [InlineData("CE00000001", 1)]
    [InlineData("CF0000000000000001", 1)]
    [InlineData("D001", 1)]
    [InlineData("D10001", 1)]
    [InlineData("D200000001", 1)]
    [InlineData("D3FFFFFFFFFFFFFFFF", -1)]
    public void An_integer_is_read_in_every_format(string hex, long value) =>
        Read(hex, static (ref reader) => reader.ReadInteger()).ShouldBe(value);

    [Theory]
    [InlineData("7F", 127)]
    [InlineData("CC7F", 127)]
    [InlineData("CCFF", 255)]
    [InlineData("CDFFFF", 65535)]
    [InlineData("CE7FFFFFFF", int.MaxValue)]
    [InlineData("CF000000007FFFFFFF", int.MaxValue)]
    [InlineData("E0", -32)]
    [InlineData("D080", -128)]
    [InlineData("D18000", -32768)]
    [InlineData("D280000000", int.MinValue)]
    [InlineData("D3FFFFFFFF80000000", int.MinValue)]
    public void An_integer_of_a_type_is_read_in_every_format(string hex, int value)
    {
        Read(hex, static (ref reader) => reader.ReadInt32()).ShouldBe(value);
        Read(hex, static (ref reader) => reader.ReadInt64()).ShouldBe(value);
    }

    [Theory]
    [InlineData("FF")]
    [InlineData("D0FF")]
    [InlineData("CF0000000100000000")]
    [InlineData("CFFFFFFFFFFFFFFFFF")]
    [InlineData("D38000000000000000")]
    public void An_integer_out_of_the_range_of_its_type_is_refused_in_every_format(string hex) =>
        ErrorOf(hex, static (ref reader) => reader.ReadUInt32()).ShouldBe(DecodeErrorCode.OutOfRange);

    [Theory]
    [InlineData("", DecodeErrorCode.Malformed)]
    [InlineData("CC", DecodeErrorCode.Malformed)]
    [InlineData("CD00", DecodeErrorCode.Malformed)]
    [InlineData("CE000000", DecodeErrorCode.Malformed)]
    [InlineData("CF00000000000000", DecodeErrorCode.Malformed)]
    [InlineData("D300000000000000", DecodeErrorCode.Malformed)]
    [InlineData("C1", DecodeErrorCode.Malformed)]
    [InlineData("C0", DecodeErrorCode.UnexpectedType)]
    [InlineData("CB0000000000000000", DecodeErrorCode.UnexpectedType)]
    [InlineData("A130", DecodeErrorCode.UnexpectedType)]
    public void What_is_not_an_integer_is_refused(string hex, DecodeErrorCode code) =>
        ErrorOf(hex, static (ref reader) => reader.ReadUInt32()).ShouldBe(code);

    [Fact]
    public void The_largest_unsigned_integer_is_read_and_written()
    {
        Written(static (ref writer) => writer.WriteInteger(ulong.MaxValue)).ShouldBe("CFFFFFFFFFFFFFFFFF");
        Read("CFFFFFFFFFFFFFFFFF", static (ref reader) => reader.ReadInteger()).ShouldBe(ulong.MaxValue);
    }

    [Fact]
    public void An_integer_out_of_range_is_refused() =>
        ErrorOf("CD0100", static (ref reader) => reader.ReadUInt8()).ShouldBe(DecodeErrorCode.OutOfRange);

    [Fact]
    public void A_float_is_read_in_every_format()
    {
        Read("CA3FC00000", static (ref reader) => reader.ReadFloat64()).ShouldBe(1.5);
        Read("CB3FF8000000000000", static (ref reader) => reader.ReadFloat32()).ShouldBe(1.5f);
        Read("05", static (ref reader) => reader.ReadFloat64()).ShouldBe(5);
        Written(static (ref writer) => writer.WriteFloat64(1.5)).ShouldBe("CB3FF8000000000000");
        Written(static (ref writer) => writer.WriteFloat32(1.5f)).ShouldBe("CA3FC00000");
    }

    [Theory]
    [InlineData(0, "A0")]
    [InlineData(31, "BF")]
    [InlineData(32, "D920")]
    [InlineData(255, "D9FF")]
    [InlineData(256, "DA0100")]
    [InlineData(65536, "DB00010000")]
    public void A_string_has_the_shortest_head(int length, string head)
    {
        var text = new string('x', length);
        var hex = Written((ref writer) => writer.WriteString(text));

        hex.ShouldStartWith(head);
        hex.Length.ShouldBe(head.Length + (2 * length));
        Read(hex, static (ref reader) => reader.ReadString()).ShouldBe(text);
    }

    [Theory]
    [InlineData(0, "C400")]
    [InlineData(256, "C50100")]
    [InlineData(65536, "C600010000")]
    public void Binary_has_the_shortest_head(int length, string head)
    {
        var hex = Written((ref writer) => writer.WriteBinary(new byte[length]));

        hex.ShouldStartWith(head);
        Read(hex, static (ref reader) => reader.ReadBinary()).Length.ShouldBe(length);
    }

    [Theory]
    [InlineData(15, "9F", "8F")]
    [InlineData(16, "DC0010", "DE0010")]
    [InlineData(65536, "DD00010000", "DF00010000")]
    public void An_array_and_a_map_have_the_shortest_head(int count, string array, string map)
    {
        Written((ref writer) => writer.WriteArrayHeader(count)).ShouldBe(array);
        Written((ref writer) => writer.WriteMapHeader(count)).ShouldBe(map);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:01Z", "D6FF00000001")]
    [InlineData("1970-01-01T00:00:00.0000001Z", "D7FF0000019000000000")]
    [InlineData("1969-12-31T23:59:59Z", "C70CFF00000000FFFFFFFFFFFFFFFF")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "C70CFF3B9AC99C0000003AFFF4417F")]
    public void A_timestamp_is_the_shortest_extension(string text, string hex)
    {
        var timestamp = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Written((ref writer) => writer.WriteTimestamp(timestamp)).ShouldBe(hex);
        Read(hex, static (ref reader) => reader.ReadTimestamp()).ShouldBe(timestamp);
    }

    [Theory]
    [InlineData(1, "D4050000")]
    [InlineData(3, "C70305000000")]
    [InlineData(16, "D80500000000000000000000000000000000")]
    public void An_extension_has_the_shortest_head(int length, string hex)
    {
        var expected = length == 1 ? "D40500" : hex;
        Written((ref writer) => writer.WriteExtension(5, new byte[length])).ShouldBe(expected);
        Read(expected, static (ref reader) => reader.ReadExtension(out _).Length).ShouldBe(length);
    }

    [Theory]
    [InlineData("DDFFFFFFFF")]
    [InlineData("DFFFFFFFFF")]
    [InlineData("DBFFFFFFFF")]
    [InlineData("C6FFFFFFFF")]
    [InlineData("C9FFFFFFFF05")]
    [InlineData("DC")]
    [InlineData("CB00")]
    [InlineData("C1")]
    [InlineData("")]
    [InlineData("9190C1")]
    public void What_ends_early_or_lies_about_its_length_is_malformed(string hex) =>
        ErrorOf(hex, static (ref reader) => { reader.Skip(); return 0; }).ShouldBe(
            hex == "9190C1" ? DecodeErrorCode.TrailingData : DecodeErrorCode.Malformed);

    [Fact]
    public void A_lie_about_a_length_allocates_nothing_but_its_error()
    {
        var bytes = Convert.FromHexString("DDFFFFFFFF0000000000");
        MessagePackCodec.TryDecode<GroupsResponse>(bytes, out _, out _).ShouldBeFalse();

        var before = GC.GetAllocatedBytesForCurrentThread();
        MessagePackCodec.TryDecode<GroupsResponse>(bytes, out _, out _);

        // Saying so takes 272 bytes: 40 for the error, 128 for its message of 52 characters, 104 for the builder of its path.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(300);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        ErrorOf(
            string.Concat(Enumerable.Repeat("91", 65)) + "C0",
            static (ref reader) => { reader.Skip(); return 0; }).ShouldBe(DecodeErrorCode.TooDeep);
        Read(string.Concat(Enumerable.Repeat("91", 64)) + "C0", static (ref reader) => { reader.Skip(); return 0; });
    }

    private delegate void Writing(ref MessagePackWriter writer);

    private delegate T Reading<T>(ref MessagePackReader reader);

    private static string Written(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        write(ref writer);
        writer.Flush();
        return Convert.ToHexString(output.WrittenSpan);
    }

    private static T Read<T>(string hex, Reading<T> read)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        var value = read(ref reader);
        reader.ReadEnd();
        reader.GetError().ShouldBeNull();
        return value;
    }

    private static DecodeErrorCode ErrorOf<T>(string hex, Reading<T> read)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        read(ref reader);
        reader.ReadEnd();
        return reader.GetError()!.Code;
    }
}
