using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;
using Skapi.Protocol.Schemas;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests.Properties;

public sealed class JsonProperties
{
    private static readonly Type[] Types = [.. MessageGenerator.MessageTypes];

    private static readonly Type[] ValidatedTypes =
    [
        .. Types.Where(static type => type.GetInterfaces().Any(
            static contract => contract.Name == "IValidatedMessage`1") && type.BaseType?.IsAbstract != true),
    ];

    [SeededProperty(MaxTest = 200)]
    public void What_is_encoded_reads_back_as_it_was(Seed seed) =>
        MessageGenerator.ForEach(Types, typeof(JsonProperties), nameof(RoundTrip), seed);

    [SeededProperty(MaxTest = 200)]
    public void What_is_encoded_is_valid_but_for_what_the_schema_does_not_know(Seed seed) =>
        MessageGenerator.ForEach(ValidatedTypes, typeof(JsonProperties), nameof(IsValid), seed);

    [SeededProperty(MaxTest = 200)]
    public void Mutated_json_is_read_or_refused_and_nothing_else(Seed seed) =>
        MessageGenerator.ForEach(Types, typeof(JsonProperties), nameof(Mutate), seed);

    [SeededProperty(MaxTest = 2000)]
    public void A_value_is_accepted_where_the_platforms_reader_accepts_it(Seed seed)
    {
        var random = seed.CreateRandom();
        var json = JsonCodec.EncodeToUtf8((RtcEvent)new MessageGenerator(seed.Value).Make(typeof(RtcEvent)));
        for (var i = random.Next(3); i > 0; i--)
            json[random.Next(json.Length)] = " \n{}[],:\"\\0123456789.-+eEtrufalsnu"u8[random.Next(33)];
        if (!System.Text.Unicode.Utf8.IsValid(json))
            return;

        JsonCodec.TryDecode<RawJson>(json, out _, out _).ShouldBe(PlatformJson.Accepts(json), Encoding.UTF8.GetString(json));
    }

    private static void RoundTrip<T>(int seed)
        where T : IJsonMessage<T>
    {
        var message = (T)new MessageGenerator(seed).Make(typeof(T));

        var json = JsonCodec.EncodeToUtf8(message);

        using var platform = JsonDocument.Parse(json);
        var decoded = JsonCodec.Decode<T>(json);
        decoded.ShouldBe(message);
        decoded.GetHashCode().ShouldBe(message.GetHashCode());
        JsonCodec.EncodeToUtf8(decoded).ShouldBe(json);
    }

    private static void IsValid<T>(int seed)
        where T : IJsonMessage<T>, IValidatedMessage<T>
    {
        var json = JsonCodec.EncodeToUtf8((T)new MessageGenerator(seed).Make(typeof(T)));

        var result = Schema.Of<T>().Validate(json);

        result.Malformed.ShouldBeNull();
        result.Errors.ShouldAllBe(static error => error.SchemaPath.EndsWith("/enum") || error.SchemaPath.EndsWith("/mapping"));
    }

    private static void Mutate<T>(int seed)
        where T : IJsonMessage<T>
    {
        var random = new Random(seed);
        var json = JsonCodec.EncodeToUtf8((T)new MessageGenerator(seed).Make(typeof(T)));
        for (var i = random.Next(1, 4); i > 0 && json.Length > 0; i--)
            json[random.Next(json.Length)] = (byte)random.Next(256);
        json = json[..random.Next(json.Length + 1)];

        if (JsonCodec.TryDecode<T>(json, out var value, out var error))
            JsonCodec.EncodeToUtf8(value).ShouldNotBeEmpty();
        else
            error.ByteOffset.ShouldBeInRange(0, json.Length);
    }
}
