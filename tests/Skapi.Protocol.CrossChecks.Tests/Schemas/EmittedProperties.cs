using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>What always holds of emitted messages, whatever the schema and whatever the instance.</summary>
public sealed class EmittedProperties(EmittedProperties.Fixture fixture) : IClassFixture<EmittedProperties.Fixture>
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Legal_schemas_are_emitted_unless_a_name_is_none_in_csharp() =>
        fixture.Schemas.All.Count.ShouldBeGreaterThan(20, $"seed {fixture.Schemas.Seed}");

    [SeededProperty(MaxTest = 2000)]
    public void A_valid_instance_is_decoded_unless_dotnet_has_no_such_value(Seed seed) => Check(seed, static (schema, message, random) =>
    {
        var instance = new InstanceGenerator(schema, random).Valid();
        var bytes = BytesOf(instance);

        message.Validate(bytes).IsValid.ShouldBeTrue();
        // A number that no double is, or a time that no DateTimeOffset is; and no message is null, though its schema may allow it.
        if (message.FromJson(bytes, out var error) is null)
            error!.Code.ShouldBe(instance is null ? DecodeErrorCode.UnexpectedType : DecodeErrorCode.OutOfRange, error.ToString());
    });

    [SeededProperty(MaxTest = 2000)]
    public void What_is_decoded_survives_both_codecs_and_is_valid(Seed seed) => Check(seed, static (schema, message, random) =>
    {
        if (message.FromJson(BytesOf(new InstanceGenerator(schema, random).Valid()), out _) is not { } before)
            return;

        var json = message.ToJson(before);
        message.FromJson(json, out _).ShouldBe(before);
        message.Validate(json).Errors.ShouldBeEmpty();

        var after = message.FromMessagePack(message.ToMessagePack(before), out _);
        after.ShouldBe(before);
        message.ToJson(after!).ShouldBe(json);
    });

    [SeededProperty(MaxTest = 2000)]
    public void A_spoiled_instance_is_decoded_or_refused_with_a_reason(Seed seed) => Check(seed, static (schema, message, random) =>
    {
        var instances = new InstanceGenerator(schema, random);

        var decoded = message.FromJson(BytesOf(instances.Spoil(instances.Valid())), out var error);

        if (decoded is null)
            error!.Message.ShouldNotBeEmpty();
        else
            message.FromJson(message.ToJson(decoded), out _).ShouldBe(decoded);
    });

    [SeededProperty(MaxTest = 2000)]
    public void Changed_bytes_of_json_are_decoded_or_refused_with_a_place(Seed seed) => Check(seed, static (schema, message, random) =>
    {
        var bytes = Mutation.Of(BytesOf(new InstanceGenerator(schema, random).Valid()), random);

        var decoded = message.FromJson(bytes, out var error);

        if (decoded is null)
            error!.ByteOffset.ShouldBeInRange(0, bytes.Length);
        else
            message.FromJson(message.ToJson(decoded), out _).ShouldBe(decoded);
    });

    [SeededProperty(MaxTest = 2000)]
    public void Changed_bytes_of_MessagePack_are_decoded_or_refused_with_a_place(Seed seed) =>
        Check(seed, static (schema, message, random) =>
    {
        if (message.FromJson(BytesOf(new InstanceGenerator(schema, random).Valid()), out _) is not { } before)
            return;

        var bytes = Mutation.Of(message.ToMessagePack(before), random);

        var decoded = message.FromMessagePack(bytes, out var error);
        if (decoded is null)
            error!.ByteOffset.ShouldBeInRange(0, bytes.Length);
        else
            message.FromMessagePack(message.ToMessagePack(decoded), out _).ShouldBe(decoded);
    });

    /// <summary>FsCheck says which seed failed; with the seed of the schemas it makes the same instance again.</summary>
    private void Check(Seed seed, Action<JsonObject, MessageProbe, Random> property)
    {
        var schemas = fixture.Schemas;
        var (schema, message) = schemas.All[seed.Value % schemas.All.Count];
        try
        {
            property(schema, message, seed.CreateRandom());
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"Seed {schemas.Seed} of the schemas, {seed.Value} of the instance; {schema.ToJsonString()}: {exception.Message}",
                exception);
        }
    }

    private static byte[] BytesOf(JsonNode? instance) => Encoding.UTF8.GetBytes(instance?.ToJsonString(Unescaped) ?? "null");

    /// <summary>Compiling takes longest, so all properties share it.</summary>
    public sealed class Fixture
    {
        internal EmittedSchemas Schemas { get; } = EmittedSchemas.Compile(Random.Shared.Next());
    }
}
