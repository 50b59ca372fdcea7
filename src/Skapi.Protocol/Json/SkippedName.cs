using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Json;

/// <summary>The name of a member that <see cref="JsonSkipper"/> has skipped.</summary>
internal readonly struct SkippedName
{
    /// <summary>The maximum length of a name.</summary>
    public const int MaxLength = ushort.MaxValue;

    /// <summary>Creates a name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SkippedName(ReadOnlySpan<byte> json, int start, int length)
    {
        Start = start;
        Signature = length == 0 ? 0 : (uint)length | ((uint)json[start] << 16) | ((uint)json[start + length - 1] << 24);
    }

    /// <summary>Its position in the text, after the quotation mark.</summary>
    public int Start { get; }

    /// <summary>Its length, and its first and last bytes. Names of different signatures differ.</summary>
    public uint Signature { get; }

    /// <summary>A bit for the signature. Names of different bits differ.</summary>
    public ulong Hash => 1UL << (int)((Signature * 0x9e3779b1) >> 26);
}
