using System.Buffers.Binary;
using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Stun;

/// <summary>The 96 bits that connect a response with its request.</summary>
internal readonly record struct TransactionId(ulong High, uint Low)
{
    /// <summary>The number of bytes.</summary>
    public const int Size = 12;

    /// <summary>Creates a random identifier.</summary>
    public static TransactionId Create(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[Size];
        random.Fill(bytes);
        return Read(bytes);
    }

    /// <summary>Reads an identifier.</summary>
    public static TransactionId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));

    /// <summary>Writes the identifier.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Low);
    }
}
