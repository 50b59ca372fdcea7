using FsCheck;
using FsCheck.Fluent;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Tests.Properties;

public sealed class MessagePackProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200);

    public static TheoryData<Type> Types => [.. MessageGenerator.MessageTypes.Where(static type => type != typeof(RawJson))];

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_encoded_reads_back_as_it_was(Type type) => Run(type, nameof(RoundTrip));

    [Theory]
    [MemberData(nameof(Types))]
    public void Mutated_bytes_are_read_or_refused_and_nothing_else(Type type) => Run(type, nameof(Mutate));

    private static void Run(Type type, string property) => Check.One(Config, Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var method = typeof(MessagePackProperties).GetMethod(property, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        method.MakeGenericMethod(type).Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [seed], null);
    }));

    private static void RoundTrip<T>(int seed)
        where T : IMessagePackMessage<T>, IJsonMessage<T>
    {
        var message = (T)new MessageGenerator(seed).Make(typeof(T));

        var bytes = MessagePackCodec.Encode(message);

        var decoded = MessagePackCodec.Decode<T>(bytes);
        decoded.ShouldBe(message);
        MessagePackCodec.Encode(decoded).ShouldBe(bytes);

        // Either codec carries the whole message.
        JsonCodec.EncodeToUtf8(decoded).ShouldBe(JsonCodec.EncodeToUtf8(message));
    }

    private static void Mutate<T>(int seed)
        where T : IMessagePackMessage<T>
    {
        var random = new Random(seed);
        var bytes = MessagePackCodec.Encode((T)new MessageGenerator(seed).Make(typeof(T)));
        for (var i = random.Next(1, 4); i > 0 && bytes.Length > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        bytes = bytes[..random.Next(bytes.Length + 1)];

        if (MessagePackCodec.TryDecode<T>(bytes, out var value, out var error))
            MessagePackCodec.Encode(value).ShouldNotBeEmpty();
        else
            error.ByteOffset.ShouldBeInRange(0, bytes.Length);
    }
}
