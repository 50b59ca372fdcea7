using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>Half a surrogate pair has no UTF-8, so a message with one is refused instead of changed.</summary>
public sealed class LoneSurrogateTests
{
    public static TheoryData<string> Texts =>
    [
        "\ud800",
        "a\udc00b",
        "안녕\ud83d",
        new string('x', 40) + "\ud83d",
        new string('x', 1023) + "\ud83d" + new string('y', 40),
        new string('x', 2000) + "\udc00",
        "\n\ud83d",
    ];

    // The test runner would replace the half when it sends the data to another process.
    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void A_text_with_half_a_pair_is_refused_by_both_codecs(string text)
    {
        var message = new Sample { Text = text };

        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(message)).Message.ShouldContain("surrogate");
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(message)).Message.ShouldContain("surrogate");
    }

    [Fact]
    public void A_name_and_an_enum_value_with_half_a_pair_are_refused_too()
    {
        var named = new Sample { Texts = new Dictionary<string, string> { ["\ud800"] = "" }.ToEquatableDictionary() };
        var valued = new Sample { Colour = SampleColour.From("\ud800") };

        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(named));
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(named));
        Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(valued));
        Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(valued));
        Should.Throw<ArgumentException>(static () => RawJson.FromString("\ud800"));
    }

    [Theory]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    public void A_pair_on_the_edge_of_a_piece_stays_whole(int length)
    {
        var message = new Sample { Text = new string('x', length) + "😀" + new string('y', 1100) };

        JsonCodec.Decode<Sample>(JsonCodec.EncodeToUtf8(message)).ShouldBe(message);
        MessagePackCodec.Decode<Sample>(MessagePackCodec.Encode(message)).ShouldBe(message);
    }
}
