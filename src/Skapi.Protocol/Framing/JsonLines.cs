using System.Buffers;

namespace Skapi.Protocol.Framing;

/// <summary>Frames in a stream of bytes, each a JSON text in a line of its own (jsonlines.org).</summary>
public static class JsonLines
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Writes a line.</summary>
    /// <param name="output">The output.</param>
    /// <param name="json">The JSON text.</param>
    /// <exception cref="ArgumentException">
    /// The text has a line feed. A message that <see cref="Json.JsonCodec"/> encodes has one only if a raw value in it has one.
    /// </exception>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (json.Contains(LineFeed))
        {
            throw new ArgumentException(
                "The JSON text has a line feed, which would end its line. Write it without white space.", nameof(json));
        }

        output.Write(json);
        output.Write([LineFeed]);
    }

    /// <summary>Reads the next line, if all of it has arrived. Empty lines are skipped.</summary>
    /// <param name="buffer">The bytes that have arrived. The line is removed from its start.</param>
    /// <param name="maxLength">The maximum length of a line in bytes.</param>
    /// <param name="line">The line without its end.</param>
    /// <returns>False if more bytes are needed. Then only empty lines are removed from the buffer.</returns>
    /// <exception cref="ProtocolException">The line is longer than the maximum.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxLength, out ReadOnlySequence<byte> line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        while (buffer.PositionOf(LineFeed) is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            if (line.Length > maxLength)
                throw FrameLimit.Exceeded(line.Length, maxLength);
            if (!IsBlank(line))
                return true;
        }

        line = default;
        return buffer.Length > maxLength ? throw FrameLimit.Exceeded(buffer.Length, maxLength) : false;
    }

    internal static bool IsBlank(in ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
                return false;
        }

        return true;
    }
}
