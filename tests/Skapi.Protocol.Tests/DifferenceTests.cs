using System.Text;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>Where decoding and validating differ, row by row as protocol/README.md has it.</summary>
public sealed class DifferenceTests
{
    [Fact]
    public void A_member_that_the_schema_does_not_name_is_invalid_and_skipped()
    {
        ErrorsOf("""{"new":1}""").ShouldBe([new("/new", "")]);
        JsonCodec.Decode<Sample>("""{"new":1}""").ShouldBe(new Sample());
        Unpacked("9BC0C0C0C0C0C0C0C0C0C001").ShouldBe(new Sample());
    }

    [Fact]
    public void A_tag_that_the_schema_does_not_name_is_invalid_and_kept()
    {
        ErrorsOf("""{"shape":{"kind":"new"}}""").ShouldBe([new("/shape/kind", "/definitions/Shape/mapping")]);
        JsonCodec.Decode<Sample>("""{"shape":{"kind":"new"}}""").Shape.ShouldBeOfType<Shape.Unknown>().Tag.ShouldBe("new");
        Unpacked("9AC0C0C0C0C0C0C0C0C0920990").Shape.ShouldBeOfType<Shape.Unknown>().Tag.ShouldBe("9");
    }

    [Fact]
    public void An_enum_value_that_the_schema_does_not_name_is_invalid_and_kept()
    {
        ErrorsOf("""{"colour":"blue"}""").ShouldBe([new("/colour", "/optionalProperties/colour/enum")]);
        JsonCodec.Decode<Sample>("""{"colour":"blue"}""").Colour.ShouldBe(SampleColour.From("blue"));
        Unpacked("97C0C0C0C0C0C0A4626C7565").Colour.ShouldBe(SampleColour.From("blue"));
    }

    [Fact]
    public void Null_for_an_optional_member_is_invalid_and_absent()
    {
        ErrorsOf("""{"text":null}""").ShouldBe([new("/text", "/optionalProperties/text/type")]);
        JsonCodec.Decode<Sample>("""{"text":null}""").ShouldBe(new Sample());
        Unpacked("91C0").ShouldBe(new Sample());
    }

    [Fact]
    public void Null_for_a_nullable_definition_is_valid_and_no_message()
    {
        Schema.Of<Point>().Validate("null").IsValid.ShouldBeTrue();
        RefusedJson<Point>("null").ShouldBe(DecodeErrorCode.UnexpectedType);
        Refused<Point>("C0").ShouldBe(DecodeErrorCode.UnexpectedType);
    }

    [Fact]
    public void Null_for_a_nullable_root_is_valid_and_read_whatever_its_form()
    {
        ReadsNull(new NullableText { Value = null });
        ReadsNull(new NullableColour { Value = null });
        ReadsNull(new NullablePoint { Value = null });
        ReadsNull(new NullableShape { Value = null });
    }

    [Fact]
    public void What_a_nullable_root_holds_is_read_as_without_null()
    {
        JsonCodec.Decode<NullablePoint>("""{"x":1}""").Value.ShouldBe(new NullablePointValue { X = 1 });
        JsonCodec.Decode<NullableColour>("\"red\"").Value.ShouldBe(NullableColourValue.Red);
        MessagePackCodec.Decode<NullableShape>([0x92, 0, 0x90]).Value.ShouldBe(new NullableShapeValue.Dot());
    }

    [Theory]
    [InlineData("""{"float64":1e400}""")]
    [InlineData("""{"float64":-1e400}""")]
    [InlineData("""{"float32":1e39}""")]
    [InlineData("""{"float32":3.5e38}""")]
    public void A_number_beyond_its_type_is_valid_and_refused(string json)
    {
        ErrorsOf(json).ShouldBeEmpty();
        RefusedJson<Sample>(json).ShouldBe(DecodeErrorCode.OutOfRange);
    }

    [Fact]
    public void The_error_says_that_the_schema_allows_the_number_and_the_type_does_not()
    {
        JsonCodec.TryDecode<Sample>("""{"float64":1e999}"""u8, out _, out var error).ShouldBeFalse();

        error!.Message.ShouldBe("The number is valid in the schema, but it is beyond the range of a double (float64).");
    }

    [Theory]
    [InlineData("92C0CB47EFFFFFFFFFFFFF")]
    [InlineData("92C0CB7FEFFFFFFFFFFFFF")]
    public void A_number_of_messagepack_beyond_its_type_is_refused(string hex) => Refused<Sample>(hex).ShouldBe(DecodeErrorCode.OutOfRange);

    [Fact]
    public void An_integer_with_a_point_is_valid_and_read_and_a_float_of_messagepack_is_none()
    {
        ErrorsOf("""{"integer":1.0}""").ShouldBeEmpty();
        JsonCodec.Decode<Sample>("""{"integer":1.0}""").Integer.ShouldBe((byte)1);
        Refused<Sample>("94C0C0C0CB3FF0000000000000").ShouldBe(DecodeErrorCode.UnexpectedType);
    }

    [Theory]
    [InlineData("0000-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("9999-12-31T23:59:60Z")]
    public void A_time_that_the_platform_has_not_is_valid_and_refused(string timestamp)
    {
        ErrorsOf($$"""{"timestamp":"{{timestamp}}"}""").ShouldBeEmpty();
        RefusedJson<Sample>($$"""{"timestamp":"{{timestamp}}"}""").ShouldBe(DecodeErrorCode.InvalidText);
    }

    [Fact]
    public void A_time_of_messagepack_that_the_platform_has_not_is_refused() =>
        Refused<Sample>("95C0C0C0C0C70CFF000000000000003AFFF44180").ShouldBe(DecodeErrorCode.OutOfRange);

    [Fact]
    public void A_leap_second_is_valid_and_read_as_the_second_after_it() =>
        TimestampOf("1990-12-31T23:59:60.5Z").ShouldBe(new DateTimeOffset(1991, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Fractions_beyond_100_ns_are_valid_and_cut()
    {
        TimestampOf("1970-01-01T00:00:00.00000019999Z").ShouldBe(DateTimeOffset.UnixEpoch.AddTicks(1));
        Unpacked("95C0C0C0C0D7FF0000031C00000000").Timestamp.ShouldBe(DateTimeOffset.UnixEpoch.AddTicks(1));
    }

    [Theory]
    [InlineData("2024-01-01T12:00:00+14:00", 14)]
    [InlineData("2024-01-01T12:00:00-14:00", -14)]
    [InlineData("2024-01-01T12:00:00+23:00", 0)]
    public void An_offset_is_valid_and_kept_where_the_platform_has_it(string timestamp, int hours)
    {
        var decoded = TimestampOf(timestamp);

        decoded.Offset.ShouldBe(TimeSpan.FromHours(hours));
        var sample = new Sample { Timestamp = decoded };
        JsonCodec.Decode<Sample>(JsonCodec.EncodeToUtf8(sample)).Timestamp!.Value.Offset.ShouldBe(TimeSpan.Zero);
        MessagePackCodec.Decode<Sample>(MessagePackCodec.Encode(sample)).ShouldBe(sample);
    }

    [Theory]
    [InlineData("a!")]
    [InlineData("AQ L/")]
    public void A_text_that_is_not_base64_is_valid_and_refused(string text)
    {
        ErrorsOf($$"""{"bytes":"{{text}}"}""").ShouldBeEmpty();
        RefusedJson<Sample>($$"""{"bytes":"{{text}}"}""").ShouldBe(DecodeErrorCode.InvalidText);
        Refused<Sample>("96C0C0C0C0C0A161").ShouldBe(DecodeErrorCode.UnexpectedType);
    }

    private static void ReadsNull<T>(T expected)
        where T : IJsonMessage<T>, IMessagePackMessage<T>, IValidatedMessage<T>
    {
        Schema.Of<T>().Validate("null").IsValid.ShouldBeTrue();
        JsonCodec.Decode<T>("null").ShouldBe(expected);
        MessagePackCodec.Decode<T>([0xc0]).ShouldBe(expected);
        JsonCodec.EncodeToString(expected).ShouldBe("null");
        MessagePackCodec.Encode(expected).ShouldBe([0xc0]);
    }

    private static IReadOnlyList<ValidationError> ErrorsOf(string json)
    {
        var result = Schema.Of<Sample>().Validate(json);
        result.Malformed.ShouldBeNull();
        return result.Errors;
    }

    private static DateTimeOffset TimestampOf(string text)
    {
        var json = $$"""{"timestamp":"{{text}}"}""";
        ErrorsOf(json).ShouldBeEmpty();
        return JsonCodec.Decode<Sample>(json).Timestamp!.Value;
    }

    private static Sample Unpacked(string hex) => MessagePackCodec.Decode<Sample>(Convert.FromHexString(hex));

    private static DecodeErrorCode RefusedJson<T>(string json)
        where T : IJsonMessage<T>
    {
        JsonCodec.TryDecode<T>(Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();
        return error!.Code;
    }

    private static DecodeErrorCode Refused<T>(string hex)
        where T : IMessagePackMessage<T>
    {
        MessagePackCodec.TryDecode<T>(Convert.FromHexString(hex), out _, out var error).ShouldBeFalse();
        return error!.Code;
    }
}
