using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Skapi.Protocol.Json;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.Json;

/// <summary>System.Text.Json reads and writes the JSON of <see cref="JsonCodec"/>.</summary>
public sealed partial class JsonMessageConverterTests
{
    private static readonly ClientFrame Frame = new ClientFrame.JoinRoom { Group = "g", Token = "t" };

    private static readonly string FrameJson = JsonCodec.EncodeToString(Frame);

    [Fact]
    public void A_union_is_written_as_the_codec_writes_it()
    {
        JsonSerializer.Serialize(Frame).ShouldBe(FrameJson);
        JsonSerializer.Serialize((ClientFrame.JoinRoom)Frame).ShouldBe(FrameJson);
    }

    [Fact]
    public void A_union_and_its_case_are_read()
    {
        JsonSerializer.Deserialize<ClientFrame>(FrameJson).ShouldBe(Frame);
        JsonSerializer.Deserialize<ClientFrame.JoinRoom>(FrameJson).ShouldBe(Frame);
    }

    [Fact]
    public void An_unknown_case_keeps_its_message()
    {
        const string json = """{"action":"later","x":[1.0,2e3]}""";

        var frame = JsonSerializer.Deserialize<ClientFrame>(json);

        frame.ShouldBeOfType<ClientFrame.Unknown>();
        JsonSerializer.Serialize(frame).ShouldBe(json);
    }

    [Fact]
    public void Messages_can_be_members_of_other_types()
    {
        var envelope = new Envelope(Frame, CallEndReason.From("later"), null, new() { [CallEndReason.From("a")] = 1 });

        var json = JsonSerializer.Serialize(envelope);

        json.ShouldBe($$$"""{"Frame":{{{FrameJson}}},"Reason":"later","Absent":null,"Counts":{"a":1}}""");
        var read = JsonSerializer.Deserialize<Envelope>(json)!;
        (
            read.Frame, read.Reason, read.Absent,
            read.Counts[CallEndReason.From("a")]).ShouldBe((Frame, CallEndReason.From("later"), null, 1));
    }

    [Fact]
    public void Null_is_a_value_of_a_message_that_can_be_null()
    {
        JsonSerializer.Serialize(new NullableText { Value = null }).ShouldBe("null");
        JsonSerializer.Deserialize<NullableText>("null").ShouldBe(new NullableText { Value = null });
        JsonSerializer.Deserialize<ClientFrame>("null").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"action":1}""")]
    [InlineData("""{"action":"joinRoom"}""")]
    [InlineData("""{"action":"joinRoom","action":"joinRoom","rid":null,"token":"t"}""")]
    public void A_message_that_the_codec_refuses_is_a_JsonException(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<ClientFrame>(json)).InnerException.ShouldBeOfType<ProtocolException>();

    [Fact]
    public void A_source_generated_context_uses_it()
    {
        var json = JsonSerializer.Serialize(Frame, MessageContext.Default.ClientFrame);

        json.ShouldBe(FrameJson);
        JsonSerializer.Deserialize(json, MessageContext.Default.ClientFrame).ShouldBe(Frame);
    }

    [Fact]
    public void A_resolver_gives_the_converter_for_types_that_a_context_cannot_see()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new SampleResolver() };
        var sample = new Sample { Text = "a" };

        var json = JsonSerializer.Serialize(sample, options);

        json.ShouldBe(JsonCodec.EncodeToString(sample));
        JsonSerializer.Deserialize<Sample>(json, options).ShouldBe(sample);
    }

    private sealed class SampleResolver : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => type == typeof(Sample)
            ? JsonMetadataServices.CreateValueInfo<Sample>(options, new JsonMessageConverter<Sample>())
            : null;
    }

    private sealed record Envelope(ClientFrame Frame, CallEndReason Reason, ClientFrame? Absent, Dictionary<CallEndReason, int> Counts);

    [JsonSerializable(typeof(ClientFrame))]
    private sealed partial class MessageContext : JsonSerializerContext;
}
