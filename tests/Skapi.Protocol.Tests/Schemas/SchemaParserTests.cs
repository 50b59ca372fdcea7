using Skapi.Protocol.Schemas;

namespace Skapi.Protocol.Tests.Schemas;

/// <summary>What RFC 8927, section 2, forbids, refused at run time too.</summary>
public sealed class SchemaParserTests
{
    [Theory]
    [InlineData("[]", "")]
    [InlineData("""{"foo": {}}""", "/foo")]
    [InlineData("""{"nullable": 1}""", "/nullable")]
    [InlineData("""{"metadata": []}""", "/metadata")]
    [InlineData("""{"definitions": []}""", "/definitions")]
    [InlineData("""{"definitions": {"a": {"definitions": {}}}}""", "/definitions/a/definitions")]
    [InlineData("""{"ref": "a"}""", "/ref")]
    [InlineData("""{"definitions": {"a": {"ref": "b"}, "b": {"ref": "a"}}}""", "/definitions/a/ref")]
    [InlineData("""{"type": "int64"}""", "/type")]
    [InlineData("""{"type": "string", "enum": ["a"]}""", "/enum")]
    [InlineData("""{"enum": []}""", "/enum")]
    [InlineData("""{"enum": ["a", 1]}""", "/enum/1")]
    [InlineData("""{"enum": ["a", "a"]}""", "/enum")]
    [InlineData("""{"elements": 1}""", "/elements")]
    [InlineData("""{"properties": {"a/b": 1}}""", "/properties/a~1b")]
    [InlineData("""{"properties": {"a": {}}, "optionalProperties": {"a": {}}}""", "/optionalProperties/a")]
    [InlineData("""{"additionalProperties": true}""", "")]
    [InlineData("""{"properties": {}, "additionalProperties": 1}""", "/additionalProperties")]
    [InlineData("""{"values": null}""", "/values")]
    [InlineData("""{"discriminator": "t"}""", "")]
    [InlineData("""{"mapping": {}}""", "")]
    [InlineData("""{"discriminator": 1, "mapping": {}}""", "/discriminator")]
    [InlineData("""{"discriminator": "t", "mapping": {"a": {"type": "string"}}}""", "/mapping/a")]
    [InlineData("""{"discriminator": "t", "mapping": {"a": {"properties": {}, "nullable": true}}}""", "/mapping/a")]
    [InlineData("""{"discriminator": "t", "mapping": {"a": {"properties": {"t": {}}}}}""", "/mapping/a/properties/t")]
    public void A_wrong_schema_is_refused_at_its_place(string json, string path)
    {
        Schema.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();

        error!.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"type": "string", "type": "string"}""")]
    public void What_is_no_json_is_refused(string json) => Should.Throw<SchemaException>(() => Schema.Parse(json));

    [Theory]
    [InlineData("{\"type\": \"\\ud800\"}")]
    [InlineData("{\"\\udc00\": 1}")]
    [InlineData("{\"properties\": {\"\\ud800\": {}}}")]
    [InlineData("{\"definitions\": {\"\\ud800x\": {}}}")]
    [InlineData("{\"discriminator\": \"\\ud800\\ud800\", \"mapping\": {}}")]
    [InlineData("{\"enum\": [\"\\ud800\"]}")]
    [InlineData("{\"metadata\": {\"\\ud800\": 1}}")]
    public void Half_a_surrogate_pair_is_refused(string json)
    {
        Schema.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();

        error!.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_whole_surrogate_pair_is_accepted() =>
        Schema.Parse("{\"properties\": {\"\\ud83d\\ude00\": {}}}").Validate("{\"\U0001F600\": 1}").IsValid.ShouldBeTrue();

    [Fact]
    public void What_is_not_utf8_is_refused()
    {
        Schema.TryParse([.. "{\"enum\": [\""u8, 0xff, .. "\"]}"u8], out _, out var error).ShouldBeFalse();

        error!.Message.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData("""{"discriminator": "t", "mapping": {}}""")]
    [InlineData("""{"definitions": {"a": {"elements": {"ref": "a"}}}}""")]
    [InlineData("""{"optionalProperties": {}, "additionalProperties": true}""")]
    [InlineData("""{"metadata": {"type": 1}}""")]
    public void An_unusual_schema_is_accepted(string json) => Schema.Parse(json).ShouldNotBeNull();
}
