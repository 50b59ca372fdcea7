using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

/// <summary>Encodes and decodes messages as MessagePack (github.com/msgpack/msgpack, spec.md).</summary>
/// <remarks>
/// The layout is the one that MessagePack-CSharp gives <c>[Key(n)]</c> and <c>[Union(n)]</c>: a record is an array whose positions are its
/// keys, a union an array of the case's key and the case. Enums are their texts, a <see cref="RawJson"/> is its text, a timestamp the
/// timestamp extension. Elements behind the last known key are skipped, and absent ones are null where the schema allows that.
/// An unknown case that came as JSON is an array of its tag and its text; whoever knows the tag reads it as its case.
/// </remarks>
public static class MessagePackCodec
{
    /// <summary>
    /// The maximum nesting depth of arrays and maps. A union and its case are one level, because they are one object in JSON.
    /// </summary>
    public const int MaxDepth = 64;

    /// <summary>Decodes a message.</summary>
    /// <exception cref="ProtocolException">The bytes are not such a message. The error has the reason and the place.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : IMessagePackMessage<T> =>
        TryDecode<T>(bytes, out var value, out var error) ? value : throw new ProtocolException(error);

    /// <summary>Decodes a message from bytes in several pieces, as pipes give them.</summary>
    /// <remarks>Bytes in one piece are not copied. Others are copied into a pooled buffer.</remarks>
    /// <exception cref="ProtocolException">The bytes are not such a message. The error has the reason and the place.</exception>
    public static T Decode<T>(ReadOnlySequence<byte> bytes)
        where T : IMessagePackMessage<T>
    {
        if (bytes.IsSingleSegment)
            return Decode<T>(bytes.FirstSpan);

        using var buffer = new PooledBufferWriter();
        foreach (var piece in bytes)
            buffer.Write(piece.Span);
        return Decode<T>(buffer.WrittenSpan);
    }

    /// <summary>Decodes the message that a stream contains, from its position to its end.</summary>
    /// <param name="stream">The stream. It is not closed.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <remarks>All of the stream is read into a pooled buffer: limit its length if you do not trust its source.</remarks>
    /// <exception cref="ProtocolException">The bytes are not such a message. The error has the reason and the place.</exception>
    public static async ValueTask<T> DecodeAsync<T>(Stream stream, CancellationToken cancellationToken = default)
        where T : IMessagePackMessage<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var buffer = new PooledBufferWriter();
        await buffer.ReadAllAsync(stream, cancellationToken).ConfigureAwait(false);
        return Decode<T>(buffer.WrittenSpan);
    }

    /// <summary>Decodes a message without throwing.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="value">The message.</param>
    /// <param name="error">
    /// The error if the bytes are not such a message, or null. A step of its path is an index or the key of a map.
    /// </param>
    public static bool TryDecode<T>(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out DecodeError? error)
        where T : IMessagePackMessage<T>
    {
        var reader = new MessagePackReader(bytes);
        value = T.ReadMessagePack(ref reader);
        reader.ReadEnd();
        error = reader.GetError();
        if (error is null)
            return value is not null || ThrowNoValue<T>();

        value = default;
        return false;
    }

    /// <summary>Encodes a message into a buffer, without allocating.</summary>
    /// <exception cref="ArgumentException">
    /// The message nests deeper than <see cref="MaxDepth"/>, or contains a number that is not finite, a lone surrogate, or an unknown case
    /// with a known tag or without its tag in its raw message. Whatever is encoded decodes again. Part of the message may be in the output
    /// already.
    /// </exception>
    public static void Encode<T>(T value, IBufferWriter<byte> output)
        where T : IMessagePackMessage<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(output);
        var writer = new MessagePackWriter(output);
        T.WriteMessagePack(ref writer, value);
        writer.Flush();
    }

    /// <summary>Encodes a message as a byte array.</summary>
    /// <inheritdoc cref="Encode{T}(T, IBufferWriter{byte})" path="/exception"/>
    public static byte[] Encode<T>(T value)
        where T : IMessagePackMessage<T>
    {
        using var output = new PooledBufferWriter();
        Encode(value, output);
        return output.WrittenSpan.ToArray();
    }

    [DoesNotReturn]
    private static bool ThrowNoValue<T>() =>
        throw new InvalidOperationException($"{typeof(T)} read nothing although its reader did not fail.");
}
