using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>One limit holds for both codecs, and for encoding as for decoding: what one writes every other reads.</summary>
public sealed class DepthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(64)]
    public void A_union_that_nests_within_the_limit_goes_through_both_codecs(int depth)
    {
        var message = Links(depth);

        JsonCodec.Decode<Shape>(JsonCodec.EncodeToUtf8(message)).ShouldBe(message);
        MessagePackCodec.Decode<Shape>(MessagePackCodec.Encode(message)).ShouldBe(message);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void A_message_that_nests_deeper_is_not_encoded(int depth)
    {
        var message = Links(depth);

        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(message)).Message.ShouldContain("64");
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(message)).Message.ShouldContain("64");
        Should.Throw<ArgumentException>(() => RawJson.From(message));
    }

    [Fact]
    public void Arrays_count_like_the_objects_between_them()
    {
        var fits = Groups(32);
        var tooDeep = new Shape.Group { Items = [Groups(32)] };

        MessagePackCodec.Decode<Shape>(MessagePackCodec.Encode(fits)).ShouldBe(fits);
        JsonCodec.Decode<Shape>(JsonCodec.EncodeToUtf8(fits)).ShouldBe(fits);
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode<Shape>(tooDeep));
        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8<Shape>(tooDeep));
    }

    [Fact]
    public void A_value_without_a_schema_goes_on_nesting_from_where_it_stands()
    {
        var fits = new Sample { Any = Arrays(63) };
        var tooDeep = new Sample { Any = Arrays(64) };

        JsonCodec.Decode<Sample>(JsonCodec.EncodeToUtf8(fits)).ShouldBe(fits);
        MessagePackCodec.Decode<Sample>(MessagePackCodec.Encode(fits)).ShouldBe(fits);
        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(tooDeep));
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(tooDeep));
    }

    [Fact]
    public void A_message_that_became_a_value_keeps_its_depth()
    {
        var value = RawJson.From(Links(63));

        JsonCodec.Decode<Sample>(JsonCodec.EncodeToUtf8(new Sample { Any = value })).Any.ShouldBe(value);
        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(new Sample { Any = RawJson.From(Links(64)) }));
    }

    [Fact]
    public void A_value_in_messagepack_that_json_would_refuse_is_refused()
    {
        // An array of nine nils and a string of 128 bytes: the record's tenth element is “any”.
        byte[] bytes = [.. Convert.FromHexString("99C0C0C0C0C0C0C0C0D980"), .. System.Text.Encoding.UTF8.GetBytes(Arrays(64).ToString())];

        MessagePackCodec.TryDecode<Sample>(bytes, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.TooDeep);
    }

    [Fact]
    public void An_unknown_case_nests_from_where_it_stands()
    {
        var raw = RawJson.Parse($$"""{"kind":"new","x":{{Arrays(62)}}}""");
        Shape unknown = new Shape.Unknown { Tag = "new", Raw = raw };
        var fits = new Shape.Link { Next = unknown };
        var tooDeep = new Shape.Link { Next = fits };

        MessagePackCodec.Decode<Shape>(MessagePackCodec.Encode<Shape>(fits)).ShouldBe(fits);
        JsonCodec.Decode<Shape>(JsonCodec.EncodeToUtf8<Shape>(fits)).ShouldBe(fits);
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode<Shape>(tooDeep));
        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8<Shape>(tooDeep));
    }

    [Fact]
    public void An_unknown_case_of_messagepack_nests_from_where_it_stands()
    {
        // The case 9 of arrays of one.
        var unknown = MessagePackCodec.Decode<Shape>([0x92, 9, .. Enumerable.Repeat((byte)0x91, 63), 0xc0]);
        var fits = new Shape.Link { Next = unknown };

        MessagePackCodec.Decode<Shape>(MessagePackCodec.Encode<Shape>(fits)).ShouldBe(fits);
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode<Shape>(new Shape.Link { Next = fits }));
    }

    [Fact]
    public void What_a_later_version_added_may_nest_as_deep_as_the_rest()
    {
        // A record of an element more than is known, in which unions nest to the limit.
        byte[] bytes = [.. Convert.FromHexString("9BC0C0C0C0C0C0C0C0C0C0"), .. MessagePackCodec.Encode(Links(63))];

        MessagePackCodec.Decode<Sample>(bytes).ShouldBe(new Sample());
    }

    [Theory]
    [InlineData("91")]
    [InlineData("9200")]
    [InlineData("92A161")]
    [InlineData("81C0")]
    public void Hostile_nesting_is_refused(string level)
    {
        byte[] bytes = [.. Convert.FromHexString("9BC0C0C0C0C0C0C0C0C0C0" + string.Concat(Enumerable.Repeat(level, 100_000))), 0xc0];

        MessagePackCodec.TryDecode<Sample>(bytes, out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.TooDeep);
    }

    private static Shape Links(int depth)
    {
        Shape shape = new Shape.None();
        for (; depth > 1; depth--)
            shape = new Shape.Link { Next = shape };
        return shape;
    }

    /// <summary>Objects and arrays by turns, twice as many levels as groups.</summary>
    private static Shape Groups(int count)
    {
        Shape shape = new Shape.Group { Items = [] };
        for (; count > 1; count--)
            shape = new Shape.Group { Items = [shape] };
        return shape;
    }

    private static RawJson Arrays(int depth) => RawJson.Parse(new string('[', depth) + new string(']', depth));
}
