using System.Reflection;
using Skapi.Protocol.CrossChecks.Tests.Node;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Properties;

namespace Skapi.Protocol.CrossChecks.Tests.MessagePack;

/// <summary>
/// Every message through @msgpack/msgpack: what is encoded here is read there in the layout that the schema gives it, and what is encoded
/// there is read here.
/// </summary>
public sealed class JavaScriptTests
{
    private const int MessagesOfEachType = 30;

    [Fact]
    public async Task Every_message_goes_to_javascript_and_back()
    {
        var sent = MessageGenerator.MessageTypes.Where(static type => type != typeof(RawJson))
            .SelectMany(
                static type => Enumerable.Range(0, MessagesOfEachType),
                static (type, seed) => (type, message: new MessageGenerator(seed).Make(type)))
            .ToList();
        sent.Count.ShouldBeGreaterThan(MessagesOfEachType);

        var returned = await NodeScript.RunAsync<IEnumerable<Exchanged>, List<byte[]>>(
            "MessagePack/messages.mjs",
            sent.Select(static item => Call<Exchanged>(nameof(Encode), item.type, item.message)));

        returned.Count.ShouldBe(sent.Count);
        foreach (var ((type, message), bytes) in sent.Zip(returned))
            Call<object>(nameof(Decode), type, bytes).ShouldBe(message);
    }

    private static TResult Call<TResult>(string method, Type type, object argument) =>
        (TResult)typeof(JavaScriptTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [argument], null)!;

    // A case is the value of a union, and so in the layout of the union.
    private static Exchanged Encode<T>(T message)
        where T : IMessagePackMessage<T>, IJsonMessage<T> =>
        new(UnionOf(typeof(T)).Name, JsonCodec.EncodeToString(message), MessagePackCodec.Encode(message));

    private static object Decode<T>(byte[] bytes)
        where T : IMessagePackMessage<T> =>
        MessagePackCodec.Decode<T>(bytes);

    private static Type UnionOf(Type type) => !type.IsValueType && type.BaseType is { IsAbstract: true } union ? union : type;
}
