using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Skapi.Protocol.Json;

/// <summary>Encodes and decodes messages as JSON (RFC 8259) in UTF-8.</summary>
/// <remarks>
/// Decoding is tolerant of what a later version may add (unknown members, tags and enum values) and strict about everything else:
/// types, ranges, required members, repeated members, UTF-8, depth.
/// </remarks>
public static class JsonCodec
{
    /// <summary>The maximum nesting depth of arrays and objects.</summary>
    public const int MaxDepth = 64;

    /// <summary>Decodes a message.</summary>
    /// <exception cref="ProtocolException">The bytes are not such a message. The error has the reason and the place.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> utf8)
        where T : IJsonMessage<T> =>
        TryDecode<T>(utf8, out var value, out var error) ? value : throw new ProtocolException(error);

    /// <summary>Decodes a message from a string.</summary>
    /// <exception cref="ProtocolException">
    /// The text is not such a message. The error has the reason and the place, in bytes of the UTF-8 form.
    /// </exception>
    public static T Decode<T>(string json)
        where T : IJsonMessage<T>
    {
        ArgumentNullException.ThrowIfNull(json);
        return Decode<T>(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Decodes a message from bytes in several pieces, as pipes give them.</summary>
    /// <remarks>Bytes in one piece are not copied. Others are copied into a pooled buffer.</remarks>
    /// <exception cref="ProtocolException">The bytes are not such a message. The error has the reason and the place.</exception>
    public static T Decode<T>(ReadOnlySequence<byte> utf8)
        where T : IJsonMessage<T>
    {
        if (utf8.IsSingleSegment)
            return Decode<T>(utf8.FirstSpan);

        using var buffer = new PooledBufferWriter();
        foreach (var piece in utf8)
            buffer.Write(piece.Span);
        return Decode<T>(buffer.WrittenSpan);
    }

    /// <summary>Decodes the message that a stream contains, from its position to its end.</summary>
    /// <param name="stream">The stream. It is not closed.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <remarks>All of the stream is read into a pooled buffer: limit its length if you do not trust its source.</remarks>
    /// <exception cref="ProtocolException">The bytes are not such a message. The error has the reason and the place.</exception>
    public static async ValueTask<T> DecodeAsync<T>(Stream stream, CancellationToken cancellationToken = default)
        where T : IJsonMessage<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var buffer = new PooledBufferWriter();
        await buffer.ReadAllAsync(stream, cancellationToken).ConfigureAwait(false);
        return Decode<T>(buffer.WrittenSpan);
    }

    /// <summary>Decodes a message without throwing.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="value">The message.</param>
    /// <param name="error">The error if the bytes are not such a message, or null.</param>
    public static bool TryDecode<T>(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out DecodeError? error)
        where T : IJsonMessage<T>
    {
        var reader = new JsonReader(utf8);
        value = T.ReadJson(ref reader);
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
    /// <exception cref="InvalidOperationException">The message has an unknown case that was decoded from MessagePack.</exception>
    public static void Encode<T>(T value, IBufferWriter<byte> output)
        where T : IJsonMessage<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(output);
        var writer = new JsonWriter(output);
        T.WriteJson(ref writer, value);
        writer.Flush();
    }

    /// <summary>Encodes a message as a byte array.</summary>
    /// <inheritdoc cref="Encode" path="/exception"/>
    public static byte[] EncodeToUtf8<T>(T value)
        where T : IJsonMessage<T>
    {
        using var output = new PooledBufferWriter();
        Encode(value, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Encodes a message as a string.</summary>
    /// <inheritdoc cref="Encode" path="/exception"/>
    public static string EncodeToString<T>(T value)
        where T : IJsonMessage<T>
    {
        using var output = new PooledBufferWriter();
        Encode(value, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    [DoesNotReturn]
    private static bool ThrowNoValue<T>() =>
        throw new InvalidOperationException($"{typeof(T)} read nothing although its reader did not fail.");
}
