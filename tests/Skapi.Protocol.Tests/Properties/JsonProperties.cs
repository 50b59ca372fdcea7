using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Skapi.Protocol.Json;
using Skapi.Protocol.Schemas;

namespace Skapi.Protocol.Tests.Properties;

public sealed class JsonProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200);

    public static TheoryData<Type> Types => [.. MessageGenerator.MessageTypes];

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_encoded_reads_back_as_it_was(Type type) => Run(type, nameof(RoundTrip));

    [Theory]
    [MemberData(nameof(ValidatedTypes))]
    public void What_is_encoded_is_valid_but_for_what_the_schema_does_not_know(Type type) => Run(type, nameof(IsValid));

    [Theory]
    [MemberData(nameof(Types))]
    public void Mutated_json_is_read_or_refused_and_nothing_else(Type type) => Run(type, nameof(Mutate));

    public static TheoryData<Type> ValidatedTypes => [.. MessageGenerator.MessageTypes.Where(static type => type.GetInterfaces().Any(static contract => contract.Name == "IValidatedMessage`1") && type.BaseType?.IsAbstract != true)];

    [Fact]
    public void A_value_is_accepted_where_the_platforms_reader_accepts_it() => Check.One(Config.WithMaxTest(2000), Prop.ForAll(Seeds, static seed =>
    {
        var random = new Random(seed);
        var json = JsonCodec.EncodeToUtf8((RtcEvent)new MessageGenerator(seed).Make(typeof(RtcEvent)));
        for (var i = random.Next(3); i > 0; i--)
            json[random.Next(json.Length)] = " \n{}[],:\"\\0123456789.-+eEtrufalsnu"u8[random.Next(33)];
        if (!System.Text.Unicode.Utf8.IsValid(json))
            return true;

        JsonCodec.TryDecode<RawJson>(json, out _, out _).ShouldBe(PlatformAccepts(json), Encoding.UTF8.GetString(json));
        return true;
    }));

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();

    private static void Run(Type type, string property) => Check.One(Config, Prop.ForAll(Seeds, seed =>
    {
        var method = typeof(JsonProperties).GetMethod(property, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        method.MakeGenericMethod(type).Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [seed], null);
    }));

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

    private static bool PlatformAccepts(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
