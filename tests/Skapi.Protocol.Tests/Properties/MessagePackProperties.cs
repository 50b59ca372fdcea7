using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests.Properties;

public sealed class MessagePackProperties
{
    private static readonly Type[] Types = [.. MessageGenerator.MessageTypes.Where(static type => type != typeof(RawJson))];

    [SeededProperty(MaxTest = 200)]
    public void What_is_encoded_reads_back_as_it_was(Seed seed) =>
        MessageGenerator.ForEach(Types, typeof(MessagePackProperties), nameof(RoundTrip), seed);

    [SeededProperty(MaxTest = 200)]
    public void Mutated_bytes_are_read_or_refused_and_nothing_else(Seed seed) =>
        MessageGenerator.ForEach(Types, typeof(MessagePackProperties), nameof(Mutate), seed);

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
