using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>Optional members that have a value if they are absent (metadata.default).</summary>
public sealed class DefaultTests
{
    private const string Whole = """{"id":"a","mode":"auto","level":"high","count":3,"share":-0.5,"open":true}""";

    [Theory]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"id":"a","mode":null,"level":null,"count":null,"share":null,"open":null}""")]
    public void An_absent_member_has_its_default(string json) =>
        JsonCodec.Decode<Defaults>(System.Text.Encoding.UTF8.GetBytes(json)).ShouldBe(new Defaults { Id = "a" });

    [Fact]
    public void A_new_message_has_the_defaults_and_writes_them() =>
        JsonCodec.EncodeToString(new Defaults { Id = "a" }).ShouldBe(Whole);

    [Fact]
    public void A_value_that_is_not_the_default_is_kept_by_both_codecs()
    {
        var message = new Defaults { Id = "a", Mode = "", Level = Urgency.From("new"), Count = 0, Share = 0, Open = false };

        JsonCodec.Decode<Defaults>(JsonCodec.EncodeToUtf8(message)).ShouldBe(message);
        MessagePackCodec.Decode<Defaults>(MessagePackCodec.Encode(message)).ShouldBe(message);
    }

    [Theory]
    [InlineData(new byte[] { 0x91, 0xa1, (byte)'a' })]
    [InlineData(new byte[] { 0x93, 0xa1, (byte)'a', 0xc0, 0xc0 })]
    public void Elements_that_are_missing_or_nil_have_their_defaults(byte[] bytes) =>
        MessagePackCodec.Decode<Defaults>(bytes).ShouldBe(new Defaults { Id = "a" });

    [Fact]
    public void The_validator_allows_the_member_to_be_absent() =>
        Schema.Of<Defaults>().Validate("""{"id":"a"}""").IsValid.ShouldBeTrue();
}
