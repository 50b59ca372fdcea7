using System.Text;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.Json;

/// <summary>A member that an object has twice is refused wherever raw JSON is kept: its readers disagree about which one counts.</summary>
public sealed class RepeatedMemberTests
{
    [Theory]
    [InlineData("""{"a":1,"a":2}""", "/a")]
    [InlineData("""{"a":1,"b":2,"c":3,"a":4}""", "/a")]
    [InlineData("""[0,{"x":{"a":1,"a":2}}]""", "/1/x/a")]
    [InlineData("""{"a":{"a":{}},"b":{"a":1},"a":0}""", "/a")]
    [InlineData("""{"a":1,"\u0061":2}""", "/a")]
    [InlineData("""{ "" : 1 , "" : 2 }""", "/")]
    [InlineData("""[{"a":1,"b":1,"c":1},{"a":1,"c":1},{"a":1,"c":1,"c":1}]""", "/2/c")]
    [InlineData("""[{"a":1},{"b":1},{"a":1,"a":2}]""", "/2/a")]
    [InlineData("""[{"a":1,"b":1},{"a":1},{"a":1,"b":1,"a":1}]""", "/2/a")]
    [InlineData("""[{"a":1,"b":{"a":1}},{"a":1,"b":{"b":1,"b":2}}]""", "/1/b/b")]
    [InlineData("""[{"a":1,"b":1},{"a" :1,"b":1},{"a":1,"a":1}]""", "/2/a")]
    [InlineData("""[{"a":1},{"a name that is longer than a vector":1,"a":2},{"a":1,"a":2}]""", "/2/a")]
    [InlineData("""[{"a":1,"b":1,"c":1,"d":1,"e":1},{"a":1,"b":1,"c":1,"d":1,"e":1,"c":1}]""", "/1/c")]
    public void A_value_that_repeats_a_member_is_refused(string json, string path)
    {
        // Only longer texts are compared with the object before.
        foreach (var text in (string[])[json, json + new string(' ', 100)])
        {
            JsonCodec.TryDecode<RawJson>(Encoding.UTF8.GetBytes(text), out _, out var error).ShouldBeFalse();

            (error!.Code, error.InstancePath).ShouldBe((DecodeErrorCode.DuplicateMember, path));
        }
    }

    [Theory]
    [InlineData("""{"a":{"a":{"a":[{"a":1},{"a":2}]}},"b":{"a":1}}""")]
    [InlineData("""[{"a":1,"b":2},{"a":1,"b":2},{"b":1,"a":2},{"b":1},{"b":1,"a":{"a":1,"b":2}},{},{"b":"a","c" : 1 ,"a":0}]""")]
    [InlineData("""{"ab":1,"ba":2,"aab":3,"abb":4,"axb":5,"ayb":6}""")]
    public void Members_of_different_objects_or_names_are_kept(string json) => RawJson.Parse(json).ToString().ShouldBe(json);

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(2000)]
    public void An_object_may_have_any_number_of_members_each_once(int count)
    {
        var members = string.Join(',', Enumerable.Range(0, count).Select(static index => $"\"member{index}\":[{index}]"));

        RawJson.Parse($$"""{{{members}}}""").Utf8.Length.ShouldBe(members.Length + 2);
        JsonCodec.TryDecode<RawJson>(Encoding.UTF8.GetBytes($$"""{{{members}},"member0":0}"""), out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(DecodeErrorCode.DuplicateMember);
    }

    [Fact]
    public void An_unknown_case_with_two_tags_is_refused()
    {
        JsonCodec.TryDecode<Shape>("""{"kind":"zzz","kind":"circle","r":1}"""u8, out _, out var error).ShouldBeFalse();

        (error!.Code, error.InstancePath).ShouldBe((DecodeErrorCode.DuplicateMember, "/kind"));
    }

    [Fact]
    public void Json_in_MessagePack_is_refused_as_well()
    {
        var json = Encoding.UTF8.GetBytes("""{"a":1,"a":2}""");
        byte[] bytes = [0x99, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, (byte)(0xa0 | json.Length), .. json];

        MessagePackCodec.TryDecode<Sample>(bytes, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.DuplicateMember);
    }

    [Fact]
    public void The_validator_agrees()
    {
        Schema.Of<Sample>().Validate("""{"any":{"a":1,"a":2}}""").Malformed!.Code.ShouldBe(DecodeErrorCode.DuplicateMember);
        Schema.Of<Sample>().Validate("""{"any":{"a":1,"b":2}}""").IsValid.ShouldBeTrue();
    }
}
