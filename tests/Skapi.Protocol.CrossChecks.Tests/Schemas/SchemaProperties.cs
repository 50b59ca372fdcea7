using System.Text;
using System.Text.Json;
using Skapi.Protocol.Schemas;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>What always holds of validation, whatever the schema and whatever the instance.</summary>
public sealed class SchemaProperties
{
    private const int MaxAllocated = 1 << 20;
    private static readonly ValidationOptions AllErrors = new() { MaxErrors = int.MaxValue };

    [SeededProperty(MaxTest = 1000)]
    public void A_valid_instance_of_any_schema_is_valid(Seed seed)
    {
        var random = seed.CreateRandom();
        var schema = new SchemaGenerator(random).Make();
        var instance = new InstanceGenerator(schema, random).Valid();
        ReferenceValidator.ErrorsOf(schema, instance).ShouldBeEmpty(schema.ToJsonString());

        var result = Schema.Parse(schema.ToJsonString()).Validate(TextOf(instance));

        result.Malformed.ShouldBeNull();
        result.Errors.ShouldBeEmpty($"{schema.ToJsonString()} of {TextOf(instance)}");
    }

    [SeededProperty(MaxTest = 2000)]
    public void A_spoiled_instance_has_the_error_indicators_of_the_standard(Seed seed)
    {
        var random = seed.CreateRandom();
        var schema = new SchemaGenerator(random).Make();
        var instances = new InstanceGenerator(schema, random);
        var instance = instances.Spoil(instances.Valid());

        var result = Schema.Parse(schema.ToJsonString()).Validate(TextOf(instance), AllErrors);

        result.Malformed.ShouldBeNull();
        result.Errors.Select(static error => $"{error.InstancePath} → {error.SchemaPath}")
            .ShouldBe(ReferenceValidator.ErrorsOf(schema, instance), ignoreOrder: true, $"{schema.ToJsonString()} of {TextOf(instance)}");
    }

    [SeededProperty(MaxTest = 1000)]
    public void Escapes_change_nothing(Seed seed)
    {
        var random = seed.CreateRandom();
        var schema = new SchemaGenerator(random).Make();
        var instances = new InstanceGenerator(schema, random);
        var text = TextOf(random.Next(2) == 0 ? instances.Valid() : instances.Spoil(instances.Valid()));
        var parsed = Schema.Parse(schema.ToJsonString());

        var result = parsed.Validate(Escape(text, random), AllErrors);

        result.Malformed.ShouldBeNull();
        result.Errors.ShouldBe(parsed.Validate(text, AllErrors).Errors, ignoreOrder: true, $"{schema.ToJsonString()} of {text}");
    }

    [SeededProperty(MaxTest = 1000)]
    public void Bytes_that_are_no_json_are_malformed_or_invalid_at_bounded_cost(Seed seed)
    {
        var random = seed.CreateRandom();
        var schema = new SchemaGenerator(random).Make();
        var parsed = Schema.Parse(schema.ToJsonString());
        var bytes = Mutation.Of(Encoding.UTF8.GetBytes(TextOf(new InstanceGenerator(schema, random).Valid())), random);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = parsed.Validate(bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MaxAllocated);

        if (!IsJson(bytes))
            result.IsValid.ShouldBeFalse(Convert.ToHexString(bytes));
        result.Malformed?.ByteOffset.ShouldBeInRange(0, bytes.Length);
    }

    [SeededProperty(MaxTest = 1000)]
    public void Bytes_that_are_no_schema_are_refused_and_nothing_else(Seed seed)
    {
        var random = seed.CreateRandom();
        var bytes = Mutation.Of(Encoding.UTF8.GetBytes(new SchemaGenerator(random).Make().ToJsonString()), random);

        if (Schema.TryParse(bytes, out var schema, out var error))
            schema.Validate("[]"u8).Malformed.ShouldBeNull();
        else
            error.Message.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("{\"ref\": \"\\ud800\", \"definitions\": {}}")]
    [InlineData("{\"properties\": {\"\\udc00\": {}}}")]
    [InlineData("{\"enum\": [\"a\\ud800b\"]}")]
    [InlineData("{\"\\ud800\": 1, \"\\udc00\": 1}")]
    [InlineData("{\"definitions\": {\"\\ud800\": {}}}")]
    public void A_schema_with_half_a_surrogate_pair_is_refused(string schema)
    {
        Schema.TryParse(Encoding.UTF8.GetBytes(schema), out _, out var error).ShouldBeFalse();

        error!.Message.ShouldNotBeEmpty();
    }

    private static string TextOf(System.Text.Json.Nodes.JsonNode? instance) => instance?.ToJsonString() ?? "null";

    /// <summary>The same text with more of its strings' characters escaped.</summary>
    private static string Escape(string json, Random random)
    {
        var escaped = new StringBuilder();
        var isInString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var length = json[i] != '\\' ? 1 : json[i + 1] == 'u' ? 6 : 2;
            isInString ^= json[i] == '"';
            if (isInString && length == 1 && json[i] != '"' && random.Next(3) == 0)
                escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)json[i]:x4}");
            else
                escaped.Append(json, i, length);
            i += length - 1;
        }

        return escaped.ToString();
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
