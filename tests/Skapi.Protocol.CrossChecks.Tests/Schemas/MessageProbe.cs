using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>The codecs and the validator of an emitted message that is known at run time only.</summary>
internal abstract class MessageProbe
{
    public static MessageProbe Of(Type message) => (MessageProbe)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(message))!;

    public abstract object? FromJson(ReadOnlySpan<byte> utf8, out DecodeError? error);

    public abstract object? FromMessagePack(ReadOnlySpan<byte> bytes, out DecodeError? error);

    public abstract byte[] ToJson(object message);

    public abstract byte[] ToMessagePack(object message);

    public abstract ValidationResult Validate(ReadOnlySpan<byte> utf8);

    private sealed class Typed<T> : MessageProbe
        where T : IJsonMessage<T>, IMessagePackMessage<T>, IValidatedMessage<T>
    {
        public override object? FromJson(ReadOnlySpan<byte> utf8, out DecodeError? error) =>
            JsonCodec.TryDecode<T>(utf8, out var message, out error) ? message : null;

        public override object? FromMessagePack(ReadOnlySpan<byte> bytes, out DecodeError? error) =>
            MessagePackCodec.TryDecode<T>(bytes, out var message, out error) ? message : null;

        public override byte[] ToJson(object message) => JsonCodec.EncodeToUtf8((T)message);

        public override byte[] ToMessagePack(object message) => MessagePackCodec.Encode((T)message);

        public override ValidationResult Validate(ReadOnlySpan<byte> utf8) => Schema.Of<T>().Validate(utf8);
    }
}
