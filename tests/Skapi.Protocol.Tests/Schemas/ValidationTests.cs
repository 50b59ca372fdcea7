using Skapi.Protocol.Schemas;

namespace Skapi.Protocol.Tests.Schemas;

/// <summary>The error indicators of RFC 8927, section 3.3, for each form.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("{}", """[1, {"a": null}]""", "")]
    [InlineData("""{"nullable": true, "type": "string"}""", "null", "")]
    [InlineData("""{"type": "boolean"}""", "true", "")]
    [InlineData("""{"type": "boolean"}""", "1", " → /type")]
    [InlineData("""{"type": "string"}""", "null", " → /type")]
    [InlineData("""{"type": "float32"}""", "1e400", "")]
    [InlineData("""{"type": "uint8"}""", "2.55e2", "")]
    [InlineData("""{"type": "uint8"}""", "256", " → /type")]
    [InlineData("""{"type": "int8"}""", "-128.5", " → /type")]
    [InlineData("""{"type": "timestamp"}""", "\"1990-12-31T23:59:60Z\"", "")]
    [InlineData("""{"type": "timestamp"}""", "\"0000-02-29T00:00:00Z\"", "")]
    [InlineData("""{"type": "timestamp"}""", "\"1990-12-31\"", " → /type")]
    [InlineData("""{"enum": ["a", "b"]}""", "\"b\"", "")]
    [InlineData("""{"enum": ["a", "b"]}""", "\"c\"", " → /enum")]
    [InlineData("""{"enum": ["a", "b"]}""", "[]", " → /enum")]
    [InlineData("""{"elements": {"type": "string"}}""", "{}", " → /elements")]
    [InlineData("""{"elements": {"type": "string"}}""", """["", 1, "", {}]""", "/1 → /elements/type; /3 → /elements/type")]
    [InlineData("""{"values": {"type": "string"}}""", "[]", " → /values")]
    [InlineData("""{"values": {"type": "string"}}""", """{"a/b~": 1}""", "/a~1b~0 → /values/type")]
    [InlineData("""{"properties": {}}""", "[]", " → /properties")]
    [InlineData("""{"optionalProperties": {}}""", "[]", " → /optionalProperties")]
    [InlineData("""{"properties": {"a": {}, "b": {}}}""", "{}", " → /properties/a;  → /properties/b")]
    [InlineData("""{"optionalProperties": {"a": {"type": "string"}}}""", """{"a": null}""", "/a → /optionalProperties/a/type")]
    [InlineData("""{"properties": {}}""", """{"x": 1}""", "/x → ")]
    [InlineData("""{"properties": {}, "additionalProperties": true}""", """{"x": 1}""", "")]
    [InlineData("""{"elements": {"properties": {"a": {}}}}""", """[{"a": 1}, {"b": 2}]""", "/1 → /elements/properties/a; /1/b → /elements")]
    [InlineData("""{"discriminator": "t", "mapping": {}}""", "1", " → /discriminator")]
    [InlineData("""{"discriminator": "t", "mapping": {}}""", """{"x": 1}""", " → /discriminator")]
    [InlineData("""{"discriminator": "t", "mapping": {}}""", """{"t": 1}""", "/t → /discriminator")]
    [InlineData("""{"discriminator": "t", "mapping": {}}""", """{"t": "a"}""", "/t → /mapping")]
    [InlineData(
        """{"discriminator": "t", "mapping": {"a": {"properties": {"x": {"type": "string"}}}}}""", """{"x": 1, "y": 2, "t": "a"}""",
        "/x → /mapping/a/properties/x/type; /y → /mapping/a")]
    [InlineData(
        """{"elements": {"discriminator": "t", "mapping": {"a": {"properties": {"x": {}}}}}}""",
        """[{"y": "", "t": 1}, {}, {"t": "b"}, [{}], {"y": 2, "t": "a"}]""",
        "/0/t → /elements/discriminator; /1 → /elements/discriminator; /2/t → /elements/mapping; /3 → /elements/discriminator; "
        + "/4/y → /elements/mapping/a; /4 → /elements/mapping/a/properties/x")]
    [InlineData(
        """{"properties": {"a": {"ref": "d"}}, "definitions": {"d": {"type": "string"}}}""", """{"a": 1}""", "/a → /definitions/d/type")]
    [InlineData("""{"properties": {"a\":1,\"b": {"type": "string"}}}""", """{"a":1,"b":"x"}""",
        "/a → ; /b → ;  → /properties/a\":1,\"b")]
    [InlineData("""{"properties": {"a\":1,\"b": {"type": "string"}}}""", """{"a\":1,\"b":"x"}""", "")]
    [InlineData("""{"properties": {"a": {}, "b": {}, "c": {}}}""", """{"a":1,"c":2,"b" : 3}""", "")]
    [InlineData("""{"properties": {"a": {}, "b": {}, "c": {}}}""", """{ "a":1, "b":2,"d":3,"c":4}""", "/d → ")]
    [InlineData("""{"ref": "d", "nullable": true, "definitions": {"d": {"type": "string"}}}""", "null", "")]
    [InlineData("""{"ref": "d", "definitions": {"d": {"type": "string", "nullable": true}}}""", "null", "")]
    [InlineData("""{"ref": "d", "definitions": {"d": {"elements": {"ref": "d"}}}}""", "[[], [[1]]]", "/1/0/0 → /definitions/d/elements")]
    public void An_instance_is_rejected_where_the_standard_says(string schema, string instance, string errors)
    {
        var result = Schema.Parse(schema).Validate(instance);

        result.Malformed.ShouldBeNull();
        var expected = errors.Length == 0 ? [] : errors.Split("; ");
        result.Errors.Select(static error => $"{error.InstancePath} → {error.SchemaPath}").ShouldBe(expected, ignoreOrder: true);
        result.IsValid.ShouldBe(errors.Length == 0);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"a": tru}""")]
    [InlineData("""{"a": 1} x""")]
    [InlineData("""{"a": 1, "a": 2}""")]
    public void An_instance_that_cannot_be_read_is_malformed(string instance)
    {
        var result = Schema.Parse("""{"properties": {"a": {}}, "additionalProperties": true}""").Validate(instance);

        result.IsValid.ShouldBeFalse();
        result.Malformed.ShouldNotBeNull();
    }

    [Fact]
    public void Errors_end_at_their_limit()
    {
        var result = Schema.Parse("""{"elements": {"type": "string"}}""").Validate("[1,2,3,4,5]", new ValidationOptions { MaxErrors = 3 });

        result.Errors.Count.ShouldBe(3);
        result.IsTruncated.ShouldBeTrue();
        result.Malformed.ShouldBeNull();
    }

    [Fact]
    public void Depth_ends_at_its_limit()
    {
        var schema = Schema.Parse("{}");

        schema.Validate("[[[]]]", new ValidationOptions { MaxDepth = 3 }).IsValid.ShouldBeTrue();
        schema.Validate("[[[]]]", new ValidationOptions { MaxDepth = 2 }).Malformed!.Code.ShouldBe(DecodeErrorCode.TooDeep);
        schema.Validate(
            new string('[', 1000) + new string(']', 1000),
            new ValidationOptions { MaxDepth = 512 }).Malformed!.Code.ShouldBe(DecodeErrorCode.TooDeep);
    }

    [Fact]
    public void An_emitted_message_has_its_schema()
    {
        Schema.Of<SessionDescription>().Validate("""{"type":"offer"}""").Errors.ShouldBe(
            [new("", "/definitions/SessionDescription/properties/sdp")]);
        Schema.Of<Signal>().Validate(
            """{"sdpoffer":{"type":"later","sdp":""}}""").Errors.ShouldBe([new("/sdpoffer/type", "/definitions/SdpType/enum")]);
    }

    [Fact]
    public void A_valid_instance_allocates_nothing()
    {
        var schema = Schema.Of<RtcEvent>();
        var json = """{"timestamp":"2024-01-01T00:00:00Z","target":{"cid":"c"},"type":"icecandidateend"}"""u8.ToArray();
        schema.Validate(json).IsValid.ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var isValid = schema.Validate(json).IsValid;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        isValid.ShouldBeTrue();
        allocated.ShouldBe(0);
    }
}
