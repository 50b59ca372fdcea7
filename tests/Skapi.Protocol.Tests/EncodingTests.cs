using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>Strings that contain 64-bit integers, decimals, UUIDs, dates and durations.</summary>
public sealed class EncodingTests
{
    [Theory]
    [InlineData("int64", "9007199254740993")]
    [InlineData("int64", "-9223372036854775808")]
    [InlineData("uint64", "18446744073709551615")]
    [InlineData("decimal", "-12.50")]
    [InlineData("decimal", "79228162514264337593543950335")]
    [InlineData("decimal", "0.0000000000000000000000000001")]
    [InlineData("uuid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
    [InlineData("date", "2024-02-29")]
    [InlineData("duration", "P1DT2H3M4.5S")]
    [InlineData("duration", "-PT0.0000001S")]
    [InlineData("duration", "PT0S")]
    public void A_text_survives_both_codecs(string member, string text)
    {
        var json = Json(member, text);

        var message = JsonCodec.Decode<Encodings>(json);

        JsonCodec.EncodeToString(message).ShouldBe(json);
        MessagePackCodec.Decode<Encodings>(MessagePackCodec.Encode(message)).ShouldBe(message);
        Schema.Of<Encodings>().Validate(json).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("int64", "9223372036854775808")]
    [InlineData("int64", "007")]
    [InlineData("int64", "+7")]
    [InlineData("int64", "1.0")]
    [InlineData("int64", "-")]
    [InlineData("int64", "")]
    [InlineData("uint64", "-1")]
    [InlineData("decimal", "1e3")]
    [InlineData("decimal", ".5")]
    [InlineData("decimal", "0.00000000000000000000000000001")]
    [InlineData("uuid", "f81d4fae7dec11d0a76500a0c91e6bf6")]
    [InlineData("uuid", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}")]
    [InlineData("date", "2023-02-29")]
    [InlineData("date", "0000-01-01")]
    [InlineData("date", "2024-2-1")]
    [InlineData("duration", "P1Y")]
    [InlineData("duration", "P1M")]
    [InlineData("duration", "P")]
    [InlineData("duration", "PT")]
    [InlineData("duration", "P1DT")]
    [InlineData("duration", "P1WT1H")]
    [InlineData("duration", "PT1.S")]
    [InlineData("duration", "PT1M1H")]
    [InlineData("duration", "P99999999999D")]
    public void A_text_of_another_form_is_valid_and_refused_with_a_reason(string member, string text)
    {
        var json = Json(member, text);

        JsonCodec.TryDecode<Encodings>(Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();

        (error!.Code, error.InstancePath).ShouldBe((DecodeErrorCode.InvalidText, $"/{member}"));
        error.Message.ShouldStartWith("The string is not a");
        Schema.Of<Encodings>().Validate(json).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("P2W", "14.00:00:00")]
    [InlineData("PT90M", "01:30:00")]
    [InlineData("P0D", "00:00:00")]
    [InlineData("PT36H", "1.12:00:00")]
    public void Other_forms_of_a_duration_are_read(string text, string expected) =>
        JsonCodec.Decode<Encodings>(Json("duration", text)).Duration.ShouldBe(TimeSpan.Parse(expected, CultureInfo.InvariantCulture));

    [Fact]
    public void A_uuid_is_read_in_upper_case_and_written_in_lower_case()
    {
        var message = JsonCodec.Decode<Encodings>(Json("uuid", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"));

        JsonCodec.EncodeToString(message).ShouldBe(Json("uuid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
    }

    [Property(MaxTest = 500)]
    public void Any_value_survives_both_codecs(long number, ulong large, decimal money, Guid id, int day, long ticks)
    {
        var message = new Encodings
        {
            Int64 = number,
            Uint64 = large,
            Decimal = money,
            Uuid = id,
            Date = DateOnly.FromDayNumber((int)((uint)day % (DateOnly.MaxValue.DayNumber + 1))),
            Duration = new(ticks),
            Durations = [TimeSpan.MinValue, null, TimeSpan.MaxValue],
        };

        JsonCodec.Decode<Encodings>(JsonCodec.EncodeToUtf8(message)).ShouldBe(message);
        MessagePackCodec.Decode<Encodings>(MessagePackCodec.Encode(message)).ShouldBe(message);
    }

    [Theory]
    [InlineData("91CFFFFFFFFFFFFFFFFF", DecodeErrorCode.OutOfRange)]
    [InlineData("92C0FF", DecodeErrorCode.OutOfRange)]
    [InlineData("93C0C0A178", DecodeErrorCode.InvalidText)]
    [InlineData("94C0C0C0A178", DecodeErrorCode.InvalidText)]
    [InlineData("95C0C0C0C001", DecodeErrorCode.UnexpectedType)]
    public void Other_values_of_MessagePack_are_refused(string hex, DecodeErrorCode code)
    {
        MessagePackCodec.TryDecode<Encodings>(Convert.FromHexString(hex), out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(code);
    }

    private static string Json(string member, string text) => $$"""{"{{member}}":"{{text}}"}""";
}
