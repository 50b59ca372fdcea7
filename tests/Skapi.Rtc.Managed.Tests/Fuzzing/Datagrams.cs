using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>Several datagrams in one input: each has its length in two bytes before it.</summary>
internal static class Datagrams
{
    private const int MaxCount = 32;

    public static byte[] Join(IEnumerable<byte[]> datagrams)
    {
        var bytes = new List<byte>();
        foreach (var datagram in datagrams)
        {
            bytes.Add((byte)(datagram.Length >> 8));
            bytes.Add((byte)datagram.Length);
            bytes.AddRange(datagram);
        }

        return [.. bytes];
    }

    /// <summary>Splits an input. A length that goes beyond the end takes what is left.</summary>
    public static List<byte[]> Split(ReadOnlySpan<byte> input)
    {
        var datagrams = new List<byte[]>();
        while (input.Length > 2 && datagrams.Count < MaxCount)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(input);
            input = input[2..];
            length = Math.Min(length, input.Length);
            datagrams.Add(input[..length].ToArray());
            input = input[length..];
        }

        return datagrams;
    }
}
