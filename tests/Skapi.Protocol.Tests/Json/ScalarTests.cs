using System.Buffers;
using System.Text;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Tests.Json;

/// <summary>The types of RFC 8927, section 2.2.3.</summary>
public sealed class ScalarTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("255", 255)]
    [InlineData("1e1", 10)]
    [InlineData("10.0", 10)]
    [InlineData("1.0e1", 10)]
    [InlineData("2.5E1", 25)]
    [InlineData("25000e-3", 25)]
    [InlineData("0e999999999999", 0)]
    [InlineData("0.0000000000000000000000", 0)]
    [InlineData("100000000000000000000e-18", 100)]
    public void An_integer_is_any_number_without_a_fraction(string json, byte expected) =>
        Read(json, static (ref reader) => reader.ReadUInt8()).ShouldBe(expected);

    [Theory]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e-1")]
    [InlineData("1e999999999999")]
    [InlineData("1e-999999999999")]
    [InlineData("18446744073709551616")]
    [InlineData("0.00000000000000000000001")]
    public void A_number_out_of_range_or_with_a_fraction_is_no_integer(string json) =>
        ErrorOf(json, static (ref reader) => reader.ReadUInt8()).ShouldBe(DecodeErrorCode.OutOfRange);

    [Fact]
    public void Every_integer_type_has_its_range()
    {
        Read("-128", static (ref reader) => reader.ReadInt8()).ShouldBe(sbyte.MinValue);
        Read("-32768", static (ref reader) => reader.ReadInt16()).ShouldBe(short.MinValue);
        Read("65535", static (ref reader) => reader.ReadUInt16()).ShouldBe(ushort.MaxValue);
        Read("-2147483648", static (ref reader) => reader.ReadInt32()).ShouldBe(int.MinValue);
        Read("4294967295", static (ref reader) => reader.ReadUInt32()).ShouldBe(uint.MaxValue);
        ErrorOf("4294967296", static (ref reader) => reader.ReadUInt32()).ShouldBe(DecodeErrorCode.OutOfRange);
        ErrorOf("-2147483649", static (ref reader) => reader.ReadInt32()).ShouldBe(DecodeErrorCode.OutOfRange);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-1.25e-3", -1.25e-3)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("0.1", 0.1)]
    [InlineData("9007199254740993", 9007199254740992d)]
    [InlineData("123456789012345678901234567890", 1.2345678901234568e29)]
    public void A_float64_is_the_nearest_double(string json, double expected) =>
        Read(json, static (ref reader) => reader.ReadFloat64()).ShouldBe(expected);

    [Fact]
    public void A_number_beyond_its_float_is_refused()
    {
        ErrorOf("1e309", static (ref reader) => reader.ReadFloat64()).ShouldBe(DecodeErrorCode.OutOfRange);
        ErrorOf("1e39", static (ref reader) => reader.ReadFloat32()).ShouldBe(DecodeErrorCode.OutOfRange);
    }

    [Theory]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1e")]
    [InlineData("-")]
    public void What_is_no_number_of_json_is_malformed(string json) =>
        ErrorOf(json, static (ref reader) => { reader.Skip(); reader.ReadEnd(); return 0; }).ShouldBe(DecodeErrorCode.Malformed);

    [Theory]
    [InlineData("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z")]
    [InlineData("2024-02-29T12:00:00.5+02:00", "2024-02-29T10:00:00.500Z")]
    [InlineData("2024-02-29T12:00:00.123456789Z", "2024-02-29T12:00:00.1234567Z")]
    [InlineData("1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z")]
    [InlineData("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z")]
    [InlineData("1991-01-01T01:29:60+01:30", "1991-01-01T00:00:00.000Z")]
    [InlineData("2016-02-29T23:59:60Z", "2016-03-01T00:00:00.000Z")]
    [InlineData("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870Z")]
    [InlineData("2024-01-01T00:00:00+23:59", "2023-12-31T00:01:00.000Z")]
    public void A_timestamp_is_rfc_3339_and_written_in_utc(string text, string written)
    {
        var timestamp = Read($"\"{text}\"", static (ref reader) => reader.ReadTimestamp());

        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonWriter(output);
        writer.WriteTimestamp(timestamp);
        writer.Flush();
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe($"\"{written}\"");
    }

    [Theory]
    [InlineData("2024-02-30T12:00:00Z")]
    [InlineData("2023-02-29T12:00:00Z")]
    [InlineData("2024-02-29t12:00:00Z")]
    [InlineData("2024-02-29T12:00:00z")]
    [InlineData("2024-02-29 12:00:00Z")]
    [InlineData("2024-02-29T24:00:00Z")]
    [InlineData("2024-02-29T12:60:00Z")]
    [InlineData("2024-02-29T12:00:60Z")]
    [InlineData("1990-12-30T23:59:60Z")]
    [InlineData("2015-02-29T23:59:60Z")]
    [InlineData("1990-12-30T15:59:60-08:00")]
    [InlineData("1990-12-31T00:59:60+01:00")]
    [InlineData("2024-02-29T12:00:00")]
    [InlineData("2024-02-29T12:00:00.Z")]
    [InlineData("2024-02-29T12:00:00+0200")]
    [InlineData("2024-02-29T12:00:00+24:00")]
    [InlineData("2024-2-29T12:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("")]
    public void What_is_no_timestamp_is_refused(string text) =>
        ErrorOf($"\"{text}\"", static (ref reader) => reader.ReadTimestamp()).ShouldBe(DecodeErrorCode.InvalidText);

    [Fact]
    public void Bytes_are_base64_in_pieces_of_any_size()
    {
        foreach (var length in new[] { 0, 1, 2, 3, 3071, 3072, 3073, 10_000 })
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var output = new ArrayBufferWriter<byte>(1);
            var writer = new JsonWriter(output);
            writer.WriteBase64(bytes);
            writer.Flush();

            Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe($"\"{Convert.ToBase64String(bytes)}\"");
            new JsonReader(output.WrittenSpan).ReadBase64().ToArray().ShouldBe(bytes);
        }
    }

    [Theory]
    [InlineData("a!")]
    [InlineData("AQI")]
    [InlineData("AQL_")]
    [InlineData("AQ L/")]
    [InlineData("AQL/ ")]
    [InlineData(@"AQL/\r\n")]
    [InlineData(@"\t")]
    public void What_is_no_base64_is_refused(string text) =>
        ErrorOf($"\"{text}\"", static (ref reader) => reader.ReadBase64()).ShouldBe(DecodeErrorCode.InvalidText);

    private delegate T Reading<T>(ref JsonReader reader);

    private static T Read<T>(string json, Reading<T> read)
    {
        var reader = new JsonReader(Encoding.UTF8.GetBytes(json));
        var value = read(ref reader);
        reader.ReadEnd();
        reader.GetError().ShouldBeNull();
        return value;
    }

    private static DecodeErrorCode ErrorOf<T>(string json, Reading<T> read)
    {
        var reader = new JsonReader(Encoding.UTF8.GetBytes(json));
        read(ref reader);
        return reader.GetError()!.Code;
    }
}
