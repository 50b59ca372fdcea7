using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Sctp.Packets;

/// <summary>A parameter of a chunk (RFC 9260, section 3.2.1).</summary>
/// <param name="type">The parameter's type.</param>
/// <param name="value">The parameter without its header and padding.</param>
internal readonly ref struct Parameter(ParameterType type, ReadOnlySpan<byte> value)
{
    private const int HeaderSize = 4;

    /// <summary>The parameter's type.</summary>
    public ParameterType Type { get; } = type;

    /// <summary>The parameter without its header and padding.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Takes the first parameter off the rest of a chunk.</summary>
    /// <returns>False if no whole parameter is left.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> rest, out Parameter parameter)
    {
        parameter = default;
        if (rest.Length < HeaderSize)
            return false;

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (length < HeaderSize || length > rest.Length)
            return false;

        parameter = new Parameter((ParameterType)BinaryPrimitives.ReadUInt16BigEndian(rest), rest[HeaderSize..length]);
        rest = rest[Math.Min(Chunk.Pad(length), rest.Length)..];
        return true;
    }
}
