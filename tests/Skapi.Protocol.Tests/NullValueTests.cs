using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>JSON's null as a value of the empty form: both codecs agree about what it becomes.</summary>
public sealed class NullValueTests
{
    private static readonly RawJson Null = RawJson.Parse("null");

    private static readonly AnyValue Nulls = new()
    {
        Required = Null,
        Nullable = Null,
        Items = [Null],
        Named = [new("a", Null)],
        Optional = Null,
        Both = Null,
    };

    [Fact]
    public void A_null_is_the_same_after_either_codec()
    {
        var json = JsonCodec.Decode<AnyValue>(JsonCodec.EncodeToUtf8(Nulls));

        MessagePackCodec.Decode<AnyValue>(MessagePackCodec.Encode(Nulls)).ShouldBe(json);
    }

    [Fact]
    public void A_null_is_null_only_where_the_schema_is_nullable()
    {
        var read = MessagePackCodec.Decode<AnyValue>(MessagePackCodec.Encode(Nulls));

        (read.Required, read.Optional).ShouldBe((Null, Null));
        (read.Nullable, read.Items[0], read.Named["a"], read.Both).ShouldBe((null, null, null, null));
    }

    [Theory]
    [InlineData("""{"required":null,"nullable":null,"items":[null],"named":{"a":null},"optional":null}""")]
    [InlineData("""{"required":1,"nullable":[],"items":[],"named":{}}""")]
    public void A_message_is_the_same_json_after_a_way_over_MessagePack(string json)
    {
        var message = JsonCodec.Decode<AnyValue>(json);

        JsonCodec.EncodeToString(MessagePackCodec.Decode<AnyValue>(MessagePackCodec.Encode(message))).ShouldBe(json);
    }
}
