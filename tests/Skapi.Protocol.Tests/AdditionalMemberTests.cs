using System.Text;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>Members that the schema does not name, kept where metadata.additional says so.</summary>
public sealed class AdditionalMemberTests
{
    private const string Event = """{"id":"1","source":"/a","subject":"b","traceparent":"00-4bf9","data":{"x":[1.0,null]}}""";

    [Fact]
    public void They_are_kept_when_a_message_is_relayed_as_json()
    {
        var message = JsonCodec.Decode<CloudEvent>(Event);

        message.Extensions["traceparent"].ShouldBe(RawJson.FromString("00-4bf9"));
        JsonCodec.EncodeToString(message).ShouldBe(Event);
    }

    [Fact]
    public void They_are_kept_when_a_message_is_relayed_as_MessagePack()
    {
        var message = JsonCodec.Decode<CloudEvent>(Event);

        var relayed = MessagePackCodec.Decode<CloudEvent>(MessagePackCodec.Encode(message));

        relayed.ShouldBe(message);
        JsonCodec.EncodeToString(relayed).ShouldBe(Event);
    }

    [Fact]
    public void They_are_written_behind_the_members_of_the_schema() =>
        JsonCodec.EncodeToString(JsonCodec.Decode<CloudEvent>("""{"z":null,"source":"s","id":"i"}"""))
            .ShouldBe("""{"id":"i","source":"s","z":null}""");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1,"b":2}""")]
    [InlineData("""{"":{"":[]}}""")]
    public void A_record_may_have_no_other_members(string json)
    {
        var bag = JsonCodec.Decode<Bag>(json);

        JsonCodec.EncodeToString(bag).ShouldBe(json);
        MessagePackCodec.Decode<Bag>(MessagePackCodec.Encode(bag)).ShouldBe(bag);
        Schema.Of<Bag>().Validate(json).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"do":"stop","x":1}""")]
    [InlineData("""{"do":"go","to":"a","x":1}""")]
    public void Cases_of_a_union_keep_them(string json)
    {
        var command = JsonCodec.Decode<Command>(json);

        JsonCodec.EncodeToString(command).ShouldBe(json);
        MessagePackCodec.Decode<Command>(MessagePackCodec.Encode(command)).ShouldBe(command);
    }

    [Fact]
    public void A_member_that_comes_twice_is_refused()
    {
        JsonCodec.TryDecode<CloudEvent>("""{"id":"1","source":"a","x":1,"\u0078":2}"""u8, out _, out var error).ShouldBeFalse();

        (error!.Code, error.InstancePath).ShouldBe((DecodeErrorCode.DuplicateMember, "/x"));
    }

    [Fact]
    public void A_member_of_the_schema_among_them_is_not_encoded()
    {
        var message = JsonCodec.Decode<CloudEvent>(Event) with { Extensions = [new("id", default)] };

        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(message)).Message.ShouldContain("“id”");
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(message)).Message.ShouldContain("“id”");
    }

    [Fact]
    public void A_tag_among_them_is_not_encoded() =>
        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8<Command>(new Command.Stop { Rest = [new("do", default)] }));

    [Fact]
    public void A_member_of_the_schema_among_them_is_refused_in_MessagePack()
    {
        // [{"id": "1"}, "1", "a"]
        byte[] bytes = [0x93, 0x81, 0xa2, (byte)'i', (byte)'d', 0xa1, (byte)'1', 0xa1, (byte)'1', 0xa1, (byte)'a'];

        MessagePackCodec.TryDecode<CloudEvent>(bytes, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.DuplicateMember);
    }

    [Fact]
    public void The_deepest_value_that_json_allows_goes_through_MessagePack()
    {
        var deep = new string('[', JsonCodec.MaxDepth - 1) + new string(']', JsonCodec.MaxDepth - 1);
        var bag = JsonCodec.Decode<Bag>(Encoding.UTF8.GetBytes($$"""{"x":{{deep}}}"""));

        MessagePackCodec.Decode<Bag>(MessagePackCodec.Encode(bag)).ShouldBe(bag);
    }

    [Fact]
    public void Equality_and_hash_codes_look_at_them()
    {
        var message = JsonCodec.Decode<CloudEvent>(Event);

        message.ShouldNotBe(message with { Extensions = [] });
        message.GetHashCode().ShouldBe(JsonCodec.Decode<CloudEvent>(Event).GetHashCode());
    }
}
