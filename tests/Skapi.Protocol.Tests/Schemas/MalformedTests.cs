using System.Text;
using Skapi.Protocol.Json;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.Schemas;

/// <summary>A text that no decoder reads cannot be valid under any schema: it is malformed, with the decoder's error.</summary>
public sealed class MalformedTests
{
    [Theory]
    [InlineData("""{"shape":{"kind":"none","kind":"none"}}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"shape":{"kind":"circle","kind":"none","r":1}}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"shape":{"kind":"circle","r":1,"\u006bind":"circle"}}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"texts":{"a":"","b":"","a":""}}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"texts":{"a":"","\u0061":""}}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"texts":{"\u0061\n":"","a\u000a":""}}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"texts":{"":"","":""}}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"text":"","text":""}""", DecodeErrorCode.DuplicateMember)]
    [InlineData("""{"text":"\ud800"}""", DecodeErrorCode.InvalidUtf8)]
    [InlineData("""{"bytes":"\ud800"}""", DecodeErrorCode.InvalidUtf8)]
    [InlineData("""{"colour":"\udc00"}""", DecodeErrorCode.InvalidUtf8)]
    [InlineData("""{"timestamp":"\ud800"}""", DecodeErrorCode.InvalidUtf8)]
    [InlineData("""{"shape":{"kind":"\ud800"}}""", DecodeErrorCode.InvalidUtf8)]
    [InlineData("""{"texts":{"\ud800":""}}""", DecodeErrorCode.InvalidUtf8)]
    [InlineData("""{"\ud800":1}""", DecodeErrorCode.InvalidUtf8)]
    [InlineData("""{"any":{"\ud800":1}}""", DecodeErrorCode.InvalidUtf8)]
    public void The_validator_and_the_decoder_have_the_same_error(string json, DecodeErrorCode code)
    {
        JsonCodec.TryDecode<Sample>(Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(code);
        Schema.Of<Sample>().Validate(json).Malformed.ShouldBe(error);
    }

    [Fact]
    public void A_string_without_a_schema_may_have_half_a_surrogate_pair_since_it_is_kept_as_it_is()
    {
        const string Json = """{"any":["\ud800"]}""";

        Schema.Of<Sample>().Validate(Json).IsValid.ShouldBeTrue();
        JsonCodec.EncodeToString(JsonCodec.Decode<Sample>(Json)).ShouldBe(Json);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void A_name_that_stands_twice_is_found_among_any_number(int count)
    {
        var names = Enumerable.Range(0, count).Select(static index => $"\"{index}\":\"\"").ToList();
        var schema = Schema.Of<Sample>();

        schema.Validate($$$"""{"texts":{{{{string.Join(',', names)}}}}}""").IsValid.ShouldBeTrue();
        foreach (var name in names.Where((_, index) => index % 97 == 0))
            schema.Validate(
                $$$"""{"texts":{{{{string.Join(',', [.. names, name])}}}}}""").Malformed!.Code.ShouldBe(DecodeErrorCode.DuplicateMember);
    }
}
