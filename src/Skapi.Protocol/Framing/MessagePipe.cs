using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.Framing;

/// <summary>Reads and writes sequences of messages over a pipe. Use <c>PipeReader.Create(stream)</c> for a stream.</summary>
/// <remarks>
/// JSON has a message in each line (<see cref="JsonLines"/>), MessagePack the length before each message (<see cref="LengthPrefix"/>).
/// One message is in memory at a time. The methods do not complete the pipe.
/// </remarks>
public static class MessagePipe
{
    /// <summary>The default of the maximum length of a message: 1 MiB.</summary>
    public const int DefaultMaxLength = 1 << 20;

    private delegate bool FrameReader(ref ReadOnlySequence<byte> buffer, int maxLength, out ReadOnlySequence<byte> frame);

    /// <summary>Reads JSON messages, one a line, until the pipe ends.</summary>
    /// <param name="input">The pipe.</param>
    /// <param name="maxLength">The maximum length of a message in bytes.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="ProtocolException">A message is too long or cannot be decoded. The error has the reason.</exception>
    public static IAsyncEnumerable<T> ReadJsonLinesAsync<T>(
        PipeReader input, int maxLength = DefaultMaxLength, CancellationToken cancellationToken = default)
        where T : IJsonMessage<T> =>
        ReadAsync(input, maxLength, JsonLines.TryRead, JsonCodec.Decode<T>, endsWithLine: true, cancellationToken);

    /// <summary>Reads MessagePack messages, each with its length before it, until the pipe ends.</summary>
    /// <inheritdoc cref="ReadJsonLinesAsync"/>
    public static IAsyncEnumerable<T> ReadMessagePackAsync<T>(
        PipeReader input, int maxLength = DefaultMaxLength, CancellationToken cancellationToken = default)
        where T : IMessagePackMessage<T> =>
        ReadAsync(input, maxLength, LengthPrefix.TryRead, MessagePackCodec.Decode<T>, endsWithLine: false, cancellationToken);

    /// <summary>Writes a JSON message in a line of its own.</summary>
    /// <exception cref="ArgumentException">It cannot be encoded, or a raw value in it has a line feed.</exception>
    public static ValueTask<FlushResult> WriteJsonLineAsync<T>(
        PipeWriter output, T message, CancellationToken cancellationToken = default)
        where T : IJsonMessage<T>
    {
        ArgumentNullException.ThrowIfNull(output);
        using var buffer = new PooledBufferWriter();
        JsonCodec.Encode(message, buffer);
        JsonLines.Write(output, buffer.WrittenSpan);
        return output.FlushAsync(cancellationToken);
    }

    /// <summary>Writes a MessagePack message with its length before it.</summary>
    /// <exception cref="ArgumentException">It cannot be encoded.</exception>
    public static ValueTask<FlushResult> WriteMessagePackAsync<T>(
        PipeWriter output, T message, CancellationToken cancellationToken = default)
        where T : IMessagePackMessage<T>
    {
        ArgumentNullException.ThrowIfNull(output);
        using var buffer = new PooledBufferWriter();
        MessagePackCodec.Encode(message, buffer);
        LengthPrefix.Write(output, buffer.WrittenSpan);
        return output.FlushAsync(cancellationToken);
    }

    private static IAsyncEnumerable<T> ReadAsync<T>(
        PipeReader input,
        int maxLength,
        FrameReader readFrame,
        Func<ReadOnlySequence<byte>, T> decode,
        bool endsWithLine,
        CancellationToken cancellationToken)
    {
        // An iterator would check its arguments only when it is enumerated.
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        return Iterate(cancellationToken);

        async IAsyncEnumerable<T> Iterate([EnumeratorCancellation] CancellationToken token)
        {
            while (true)
            {
                var result = await input.ReadAsync(token).ConfigureAwait(false);
                var buffer = result.Buffer;
                var found = TryDecode(ref buffer, out var message);
                if (!found && result.IsCompleted)
                {
                    found = endsWithLine && TryDecodeLast(ref buffer, out message);
                    if (!found && !buffer.IsEmpty)
                        throw FrameLimit.Incomplete();
                }

                // If there was no whole frame, all of the buffer was examined.
                input.AdvanceTo(buffer.Start, found ? buffer.Start : buffer.End);
                if (found)
                    yield return message!;
                else if (result.IsCompleted || result.IsCanceled)
                    yield break;
            }
        }

        bool TryDecode(ref ReadOnlySequence<byte> buffer, out T? message)
        {
            var found = readFrame(ref buffer, maxLength, out var frame);
            message = found ? decode(frame) : default;
            return found;
        }

        // The last line needs no line feed.
        bool TryDecodeLast(ref ReadOnlySequence<byte> buffer, out T? message)
        {
            var line = buffer;
            buffer = buffer.Slice(buffer.End);
            message = default;
            if (JsonLines.IsBlank(line))
                return false;

            message = decode(line);
            return true;
        }
    }
}
